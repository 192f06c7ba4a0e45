using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Gateway.Access;

/// <summary>
/// Lets so many joins be carried out at a time, in the order in which they came, and says to the others when to come again: a
/// crowd at the door must neither silence those who are in nor fail those who come. Thread-safe.
/// </summary>
/// <param name="atOnce">How many are carried out at a time.</param>
/// <param name="time">The clock.</param>
internal sealed class JoinGate(int atOnce, TimeProvider time)
{
    /// <summary>Nobody is told to come sooner or later than this.</summary>
    private static readonly TimeSpan AgainMin = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan AgainMax = TimeSpan.FromSeconds(10);

    /// <summary>Weight of the newest join in the mean of how long one takes.</summary>
    private const double Newest = 0.05;

    private readonly Lock gate = new();
    private readonly Queue<TaskCompletionSource> waiting = new();
    private int inside;
    private double secondsEach = 0.01;
    private long promisedTo = time.GetTimestamp();

    /// <summary>How many wait.</summary>
    public int Waiting
    {
        get
        {
            lock (gate)
            {
                return waiting.Count;
            }
        }
    }

    /// <summary>Waits for one's turn, which <see cref="Leave"/> ends.</summary>
    /// <returns>Null in one's turn; else when to come again.</returns>
    public async ValueTask<TimeSpan?> EnterAsync()
    {
        TaskCompletionSource turn;
        lock (gate)
        {
            if (inside < atOnce)
            {
                inside++;
                return null;
            }

            if (SecondsFor(waiting.Count) > RequestBounds.JoinWaitMax.TotalSeconds)
            {
                return Promise();
            }

            waiting.Enqueue(turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        // Never long: what a device that gave up meanwhile leaves behind passes through like any other.
        await turn.Task.ConfigureAwait(false);
        return null;
    }

    /// <summary>A join is carried out, or not.</summary>
    /// <param name="took">How long it took, since <see cref="EnterAsync"/> gave it its turn.</param>
    public void Leave(TimeSpan took)
    {
        TaskCompletionSource? next;
        lock (gate)
        {
            secondsEach += (took.TotalSeconds - secondsEach) * Newest;
            if (!waiting.TryDequeue(out next))
            {
                inside--;
            }
        }

        next?.SetResult();
    }

    private double SecondsFor(int joins) => joins * secondsEach / atOnce;

    // Inside the gate. Each gets a moment of its own, one after the other at the pace of the joins.
    private TimeSpan Promise()
    {
        var now = time.GetTimestamp();
        var soonest = now + TicksOf(AgainMin);
        promisedTo = Math.Max(promisedTo + TicksOf(TimeSpan.FromSeconds(SecondsFor(1))), soonest);
        var again = time.GetElapsedTime(now, promisedTo);
        if (again > AgainMax)
        {
            // More are promised than can be kept; the next ones begin anew and share the moments.
            again = AgainMax;
            promisedTo = soonest;
        }

        return again;
    }

    private long TicksOf(TimeSpan duration) => (long)(duration.TotalSeconds * time.TimestampFrequency);
}
