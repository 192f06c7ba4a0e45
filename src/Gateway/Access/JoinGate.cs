using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Gateway.Access;

/// <summary>
/// Limits how many joins are carried out at a time. When a crowd arrives, all joins at once would take the processor from the
/// sound of people who are in, and most joins would time out. So joins wait in the order of arrival, and those that would wait
/// too long get a time to try again. Thread-safe.
/// </summary>
/// <param name="atOnce">Joins carried out at a time.</param>
/// <param name="time">The clock.</param>
internal sealed class JoinGate(int atOnce, TimeProvider time)
{
    /// <summary>The shortest time after which a device is told to try again.</summary>
    private static readonly TimeSpan AgainMin = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan AgainMax = TimeSpan.FromSeconds(10);

    /// <summary>Weight of the newest join in the mean duration of a join.</summary>
    private const double Newest = 0.05;

    private readonly Lock gate = new();
    private readonly Queue<TaskCompletionSource> waiting = new();
    private int inside;
    private double secondsEach = 0.01;
    private long promisedTo = time.GetTimestamp();

    /// <summary>The number of joins that wait.</summary>
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

    /// <summary>Waits for a turn, which <see cref="Leave"/> ends.</summary>
    /// <returns>Null when the turn has come; otherwise when to try again.</returns>
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
                return Reserve();
            }

            waiting.Enqueue(turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        // The wait is short. A join whose device has given up takes its turn like any other.
        await turn.Task.ConfigureAwait(false);
        return null;
    }

    /// <summary>Ends the turn of a join, whether it succeeded or not.</summary>
    /// <param name="took">The duration of the join, since <see cref="EnterAsync"/> gave it its turn.</param>
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

    // The caller holds the gate. Each refused device gets a time of its own, one after the other at the pace of the joins.
    private TimeSpan Reserve()
    {
        var now = time.GetTimestamp();
        var soonest = now + TicksOf(AgainMin);
        promisedTo = Math.Max(promisedTo + TicksOf(TimeSpan.FromSeconds(SecondsFor(1))), soonest);
        var again = time.GetElapsedTime(now, promisedTo);
        if (again > AgainMax)
        {
            // More devices wait than fit before AgainMax: further ones start again at the earliest time and share it.
            again = AgainMax;
            promisedTo = soonest;
        }

        return again;
    }

    private long TicksOf(TimeSpan duration) => (long)(duration.TotalSeconds * time.TimestampFrequency);
}
