using Orleans.Streams;

namespace AudioRooms.Streaming;

/// <summary>Serves a batch observer with batches of one item: live media does not wait for company.</summary>
internal sealed class BatchOfOneObserver<T>(IAsyncBatchObserver<T> observer) : IAsyncObserver<T>
{
    /// <summary>
    /// An item without a token keeps none: the declaration of <see cref="SequentialItem{T}"/> thinks of stored streams only.
    /// </summary>
    public Task OnNextAsync(T item, StreamSequenceToken? token = null) =>
        observer.OnNextAsync([new SequentialItem<T>(item, token!)]);

    public Task OnCompletedAsync() => observer.OnCompletedAsync();

    public Task OnErrorAsync(Exception ex) => observer.OnErrorAsync(ex);
}
