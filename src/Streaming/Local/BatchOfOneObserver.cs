using Orleans.Streams;

namespace AudioRooms.Streaming;

/// <summary>Gives a batch observer batches of one item: live media does not wait for more.</summary>
internal sealed class BatchOfOneObserver<T>(IAsyncBatchObserver<T> observer) : IAsyncObserver<T>
{
    /// <summary>
    /// An item without a token keeps none, although <see cref="SequentialItem{T}"/> declares one: that type is made for stored
    /// streams.
    /// </summary>
    public Task OnNextAsync(T item, StreamSequenceToken? token = null) =>
        observer.OnNextAsync([new SequentialItem<T>(item, token!)]);

    public Task OnCompletedAsync() => observer.OnCompletedAsync();

    public Task OnErrorAsync(Exception ex) => observer.OnErrorAsync(ex);
}
