namespace AudioRooms.Gateway.Observability;

/// <summary>
/// A lock with its place in <see cref="LockRank"/>. In a release build it is a <see cref="Lock"/> and costs what that costs.
/// </summary>
internal readonly struct RankedLock(LockRank rank)
{
    private readonly Lock inner = new();
    private readonly LockRank rank = rank;

    /// <summary>Takes the lock until the scope is disposed.</summary>
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
