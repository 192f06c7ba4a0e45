namespace AudioRooms.Cli.Tour;

/// <summary>Waits for something to come true that can change only when it is told so. Thread-safe.</summary>
internal sealed class Attention(TimeProvider time)
{
    /// <summary>How long something may take to be seen: a broken server's bound, not a busy one's.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly Lock gate = new();
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Something may have changed.</summary>
    public void Notify()
    {
        TaskCompletionSource told;
        lock (gate)
        {
            told = changed;
            changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        told.TrySetResult();
    }

    /// <summary>Whether it comes true in time.</summary>
    /// <param name="isSo">Looked at first, and then whenever something may have changed.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="within">How long to wait; null: <see cref="Patience"/>.</param>
    public async Task<bool> WaitUntilAsync(Func<bool> isSo, CancellationToken cancellation, TimeSpan? within = null)
    {
        using var patience = new CancellationTokenSource(within ?? Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        while (true)
        {
            Task next;
            lock (gate)
            {
                next = changed.Task;
            }

            if (isSo())
            {
                return true;
            }

            try
            {
                await next.WaitAsync(either.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                return false;
            }
        }
    }
}
