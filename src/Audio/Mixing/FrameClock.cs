namespace AudioRooms.Audio.Mixing;

/// <summary>
/// When frames of 20 ms are due, by an open loop: frame n is due at n × 20 ms, however late the one before was made. A short
/// lateness is caught up with, so that no sound is lost; after a long one (the process stood still) the frames between are left
/// out, because playing them would only make everything late. Frames are numbered since the clock's origin,
/// so media time runs on while nobody asks. Pure.
/// </summary>
public sealed class FrameClock
{
    /// <summary>Frames caught up with: as much as a listener's jitter buffer takes without throwing anything away.</summary>
    public const int CatchUpFramesMax = 10;

    private long next;

    /// <summary>True between <see cref="Start"/> and <see cref="Stop"/>.</summary>
    public bool IsRunning { get; private set; }

    /// <summary>Begins with the first frame that is not due yet; nothing if it runs already.</summary>
    /// <param name="now">Time since a fixed origin, not negative and not falling.</param>
    public void Start(TimeSpan now)
    {
        if (!IsRunning)
        {
            IsRunning = true;
            next = Math.Max(next, FrameAt(now) + 1);
        }
    }

    /// <summary>No frame is due until <see cref="Start"/>.</summary>
    public void Stop() => IsRunning = false;

    /// <summary>Takes the next frame if it is due.</summary>
    /// <param name="now">As for <see cref="Start"/>.</param>
    /// <param name="frame">Its number; its time is <see cref="TimeOf"/>.</param>
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

    /// <summary>How long until the next frame is due; zero if it is.</summary>
    /// <param name="now">As for <see cref="Start"/>.</param>
    public TimeSpan UntilNext(TimeSpan now) => TimeOf(next) is var due && due > now ? due - now : TimeSpan.Zero;

    /// <summary>When a frame is due.</summary>
    public static TimeSpan TimeOf(long frame) => frame * AudioFormat.FrameDuration;

    private static long FrameAt(TimeSpan now) => now.Ticks / AudioFormat.FrameDuration.Ticks;
}
