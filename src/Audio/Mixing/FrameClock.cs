namespace AudioRooms.Audio.Mixing;

/// <summary>
/// Says when frames of 20 ms are due: frame n is due at n × 20 ms, however late the frame before it was made. A timer that
/// counted from frame to frame would drift with each late tick. After a short delay the missed frames are made up for, so that no
/// sound is lost. After a long one (the process stood still) they are left out, because they would only make all later sound
/// late. Frames are numbered from the clock's origin, so media time goes on while no frame is taken. Pure.
/// </summary>
public sealed class FrameClock
{
    /// <summary>Most frames that are made up for: as many as a listener's jitter buffer takes without dropping any.</summary>
    public const int CatchUpFramesMax = 10;

    private long next;

    /// <summary>True between <see cref="Start"/> and <see cref="Stop"/>.</summary>
    public bool IsRunning { get; private set; }

    /// <summary>Starts with the first frame that is not due yet; does nothing if the clock runs.</summary>
    /// <param name="now">Time since a fixed origin; not negative, never decreasing.</param>
    public void Start(TimeSpan now)
    {
        if (!IsRunning)
        {
            IsRunning = true;
            next = Math.Max(next, FrameAt(now) + 1);
        }
    }

    /// <summary>Stops the clock: no frame is due until <see cref="Start"/>.</summary>
    public void Stop() => IsRunning = false;

    /// <summary>Takes the next frame if it is due.</summary>
    /// <param name="now">As for <see cref="Start"/>.</param>
    /// <param name="frame">The frame's number; <see cref="TimeOf"/> gives its time.</param>
    public bool TryTake(TimeSpan now, out long frame)
    {
        var newest = FrameAt(now);
        if (newest - next >= CatchUpFramesMax)
        {
            next = newest;
        }

        frame = next;
        if (!IsRunning || newest < next)
        {
            return false;
        }

        next++;
        return true;
    }

    /// <summary>Time until the next frame is due; zero if it is due now.</summary>
    /// <param name="now">As for <see cref="Start"/>.</param>
    public TimeSpan UntilNext(TimeSpan now) => TimeOf(next) is var due && due > now ? due - now : TimeSpan.Zero;

    /// <summary>The time at which a frame is due, since the clock's origin.</summary>
    public static TimeSpan TimeOf(long frame) => frame * AudioFormat.FrameDuration;

    private static long FrameAt(TimeSpan now) => now.Ticks / AudioFormat.FrameDuration.Ticks;
}
