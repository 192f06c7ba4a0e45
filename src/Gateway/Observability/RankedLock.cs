namespace AudioRooms.Gateway.Observability;

/// <summary>A lock with a place in <see cref="LockRank"/>. In release builds it costs the same as a <see cref="Lock"/>.</summary>
internal readonly struct RankedLock(LockRank rank)
{
    private readonly Lock inner = new();
    private readonly LockRank rank = rank;

    /// <summary>Takes the lock; disposing the scope releases it.</summary>
    public Scope EnterScope()
    {
        LockOrder.Enter(rank, inner);
        return new Scope(inner);
    }

    public readonly ref struct Scope(Lock inner)
    {
        private readonly Lock.Scope scope = inner.EnterScope();

        public void Dispose()
        {
            scope.Dispose();
            LockOrder.Exit(inner);
        }
    }
}
