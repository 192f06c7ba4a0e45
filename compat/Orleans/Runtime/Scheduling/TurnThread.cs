namespace Orleans.StandIn.Runtime;

/// <summary>
/// One pool thread that runs turns. When a turn wakes another activation, that activation is kept for this thread and
/// runs as soon as the turn ends, which saves waking a second thread (the larger part of a call's cost). Only the latest
/// is kept; an earlier one goes to the pool. A turn that goes on for long must not hold it back: after
/// <see cref="PatiencePeriodMs"/> the watch hands it to the pool.
/// </summary>
internal sealed class TurnThread
{
    private const int PatiencePeriodMs = 10;

    private static readonly Lock RegistryLock = new();
    private static readonly List<WeakReference<TurnThread>> Registry = [];
    private static readonly Timer Watch = new(static _ => RescueStranded(), null, Timeout.Infinite, Timeout.Infinite);
    private static int _watching;

    [ThreadStatic]
    private static TurnThread? _mine;

    private TurnScheduler? _kept;
    private Call? _answered;
    private bool _inTurn;

    /// <summary>Counts what was kept, so that the watch can tell an old one from a new one.</summary>
    private int _keptCount;

    private int _keptCountSeen;

    /// <summary>Sees to it that a visit of the scheduler is made.</summary>
    public static void Schedule(TurnScheduler scheduler)
    {
        if (_mine is { _inTurn: true } mine)
        {
            mine._keptCount++;
            var earlier = Interlocked.Exchange(ref mine._kept, scheduler);
            if (earlier is not null)
            {
                ThreadPool.UnsafeQueueUserWorkItem(earlier, preferLocal: true);
            }

            StartWatch();
            return;
        }

        ThreadPool.UnsafeQueueUserWorkItem(scheduler, preferLocal: true);
    }

    /// <summary>This thread is about to run one more turn: whatever it kept goes to others.</summary>
    public static void HandOver()
    {
        if (_mine is not { } mine)
        {
            return;
        }

        if (mine._kept is not null && Interlocked.Exchange(ref mine._kept, null) is { } kept)
        {
            ThreadPool.UnsafeQueueUserWorkItem(kept, preferLocal: true);
        }

        if (mine._answered is { } answered)
        {
            mine._answered = null;
            ThreadPool.UnsafeQueueUserWorkItem(answered, preferLocal: true);
        }
    }

    /// <summary>
    /// Completes a call of a caller that is no activation. The caller's code goes on right here, but only when this
    /// thread has no more turns to run; it may take long.
    /// </summary>
    public static void Answer(Call call)
    {
        if (_mine is { _inTurn: true, _answered: null } mine)
        {
            mine._answered = call;
            return;
        }

        ThreadPool.UnsafeQueueUserWorkItem(call, preferLocal: true);
    }

    public static void Run(TurnScheduler scheduler)
    {
        var mine = _mine ??= Register(new TurnThread());
        mine._inTurn = true;
        TurnScheduler? current = scheduler;
        while (current is not null)
        {
            var again = current.Visit();
            if (again)
            {
                ThreadPool.UnsafeQueueUserWorkItem(current, preferLocal: false);
            }

            current = mine._kept is null ? null : Interlocked.Exchange(ref mine._kept, null);
            if (mine._answered is { } answered && (again || current is not null))
            {
                mine._answered = null;
                ThreadPool.UnsafeQueueUserWorkItem(answered, preferLocal: true);
            }
        }

        mine._inTurn = false;
        if (mine._answered is { } last)
        {
            mine._answered = null;
            ((IThreadPoolWorkItem)last).Execute();
        }
    }

    private static TurnThread Register(TurnThread thread)
    {
        lock (RegistryLock)
        {
            Registry.RemoveAll(static entry => !entry.TryGetTarget(out _));
            Registry.Add(new WeakReference<TurnThread>(thread));
        }

        return thread;
    }

    private static void StartWatch()
    {
        if (Volatile.Read(ref _watching) == 0 && Interlocked.Exchange(ref _watching, 1) == 0)
        {
            Watch.Change(PatiencePeriodMs, PatiencePeriodMs);
        }
    }

    private static void RescueStranded()
    {
        var anyKept = false;
        lock (RegistryLock)
        {
            foreach (var entry in Registry)
            {
                if (!entry.TryGetTarget(out var thread))
                {
                    continue;
                }

                var count = Volatile.Read(ref thread._keptCount);
                anyKept |= count != thread._keptCountSeen;
                if (count == thread._keptCountSeen && Interlocked.Exchange(ref thread._kept, null) is { } stranded)
                {
                    ThreadPool.UnsafeQueueUserWorkItem(stranded, preferLocal: false);
                }

                thread._keptCountSeen = count;
            }

            if (!anyKept)
            {
                // Nothing was kept during a whole period, so nothing is stranded: rest until something is kept again.
                Watch.Change(Timeout.Infinite, Timeout.Infinite);
                Interlocked.Exchange(ref _watching, 0);
                if (Registry.Exists(static entry =>
                    entry.TryGetTarget(out var thread) && Volatile.Read(ref thread._keptCount) != thread._keptCountSeen))
                {
                    StartWatch();
                }
            }
        }
    }
}
