namespace Orleans.StandIn.Runtime;

/// <summary>
/// Something that runs as one turn. It is its own link in the mailbox, so that posting allocates nothing; hence it is in
/// at most one mailbox at a time.
/// </summary>
internal abstract class TurnWork
{
    internal TurnWork? Next;

    /// <summary>Runs on the scheduler's turn. Does not throw.</summary>
    internal abstract void Run(TurnScheduler scheduler);
}
