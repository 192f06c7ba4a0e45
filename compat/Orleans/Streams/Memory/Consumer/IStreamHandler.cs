using Orleans.Providers.Streams.Common;

namespace Orleans.Streams;

/// <summary>A handler that is attached to a subscription, whatever the type of its events.</summary>
internal interface IStreamHandler
{
    Task HandleAsync(StreamBatch batch, long sequenceNumber);

    Task HandleErrorAsync(Exception error);
}

/// <summary>Gets events one by one.</summary>
internal sealed class SingleEventHandler<T>(IAsyncObserver<T> observer) : IStreamHandler
{
    public async Task HandleAsync(StreamBatch batch, long sequenceNumber)
    {
        for (var i = 0; i < batch.Items.Count; i++)
        {
            await observer.OnNextAsync((T)batch.Items[i]!, new EventSequenceTokenV2(sequenceNumber, i));
        }
    }

    public Task HandleErrorAsync(Exception error) => observer.OnErrorAsync(error);
}

/// <summary>Gets events as they were published together.</summary>
internal sealed class BatchHandler<T>(IAsyncBatchObserver<T> observer) : IStreamHandler
{
    public Task HandleAsync(StreamBatch batch, long sequenceNumber)
    {
        var items = new List<SequentialItem<T>>(batch.Items.Count);
        for (var i = 0; i < batch.Items.Count; i++)
        {
            items.Add(new SequentialItem<T>((T)batch.Items[i]!, new EventSequenceTokenV2(sequenceNumber, i)));
        }

        return observer.OnNextAsync(items);
    }

    public Task HandleErrorAsync(Exception error) => observer.OnErrorAsync(error);
}
