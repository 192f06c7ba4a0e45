namespace AudioRooms.Cli.Tour;

/// <summary>Waits until a condition holds. The condition is checked again after each <see cref="Notify"/>. Thread-safe.</summary>
internal sealed class Attention(TimeProvider time)
{
    /// <summary>Longest wait. A busy server stays far below it, so a longer wait means that the server is broken.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly Lock gate = new();
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Has the condition checked again, because something may have changed.</summary>
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

    /// <summary>True if the condition comes to hold in time.</summary>
    /// <param name="isSo">The condition: checked at once, and again after each <see cref="Notify"/>.</param>
    /// <param name="within">How long to wait; null for <see cref="Patience"/>.</param>
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
