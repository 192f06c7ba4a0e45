namespace Orleans.Streams;

/// <summary>
/// Bounds the deliveries that wait in a queue: when subscribers are too slow, publishers wait too. Used by turns of the queue's grain only.
/// </summary>
internal sealed class DeliveryRoom(int waitingMax)
{
    private int waiting;
    private TaskCompletionSource? freed;

    internal void Take() => waiting++;

    internal void Free()
    {
        waiting--;
        if (waiting < waitingMax && freed is { } blocked)
        {
            freed = null;
            blocked.SetResult();
        }
    }

    internal async Task WaitAsync(CancellationToken cancellationToken)
    {
        while (waiting >= waitingMax)
        {
            freed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await freed.Task.WaitAsync(cancellationToken);
        }
    }
}
