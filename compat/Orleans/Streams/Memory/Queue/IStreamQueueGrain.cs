namespace Orleans.Streams;

/// <summary>
/// One queue of a memory stream provider together with the agent that delivers from it; the key is <c>provider/number</c>. All events
/// of a stream go through one queue, which numbers them and so orders them.
/// </summary>
internal interface IStreamQueueGrain : IGrainWithStringKey
{
    /// <summary>Returns when the events have their place in the queue; waits while the queue is full.</summary>
    Task PublishAsync(StreamBatch batch);

    Task SubscriptionAddedAsync(StreamId streamId, StreamSubscriptionRecord subscription);

    Task SubscriptionRemovedAsync(StreamId streamId, Guid subscriptionId);
}
