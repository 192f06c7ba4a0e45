namespace Orleans.StandIn.Runtime;

/// <summary>
/// Many producers, one consumer, one word of state: a stack of newest first that the consumer takes whole and turns over.
/// A producer that finds the mailbox <em>idle</em> has to wake the consumer; no other needs to, so that no wake-up is
/// lost and none is sent twice.
/// </summary>
internal struct Mailbox
{
    private static readonly TurnWork Idle = new IdleMark();

    private TurnWork? _newest;

    public static Mailbox Create() => new() { _newest = Idle };

    /// <summary>True: nobody is reading, and the caller has to start a reader.</summary>
    public bool Post(TurnWork work)
    {
        var newest = Volatile.Read(ref _newest);
        while (true)
        {
            work.Next = ReferenceEquals(newest, Idle) ? null : newest;
            var seen = Interlocked.CompareExchange(ref _newest, work, newest);
            if (ReferenceEquals(seen, newest))
            {
                return ReferenceEquals(newest, Idle);
            }

            newest = seen;
        }
    }

    /// <summary>Everything posted since the last call, oldest first; null when there was nothing.</summary>
    public TurnWork? TakeAll()
    {
        var newest = Volatile.Read(ref _newest) is null ? null : Interlocked.Exchange(ref _newest, null);
        TurnWork? oldest = null;
        while (newest is not null)
        {
            var next = newest.Next;
            newest.Next = oldest;
            oldest = newest;
            newest = next;
        }

        return oldest;
    }

    /// <summary>The reader leaves; false when something arrived meanwhile.</summary>
    public bool TryGoIdle() => Interlocked.CompareExchange(ref _newest, Idle, null) is null;

    private sealed class IdleMark : TurnWork
    {
        internal override void Run(TurnScheduler scheduler) => throw new System.Diagnostics.UnreachableException();
    }
}
