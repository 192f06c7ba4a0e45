using Orleans.Streams;

namespace AudioRooms.Streaming;

/// <summary>
/// The subscriber's handle. It is valid in the process that subscribed, for the life of the subscription; not serializable.
/// </summary>
internal sealed class LiveSubscriptionHandle<T>(string providerName, LiveStreamNode node, LiveSubscription<T> subscription)
    : StreamSubscriptionHandle<T>
{
    public override StreamId StreamId => subscription.StreamId;

    public override string ProviderName => providerName;

    public override Guid HandleId => subscription.Id;

    public override Task UnsubscribeAsync() => node.UnsubscribeAsync(subscription);

    public override Task<StreamSubscriptionHandle<T>> ResumeAsync(IAsyncObserver<T> observer, StreamSequenceToken? token = null)
    {
        ArgumentNullException.ThrowIfNull(observer);
        LiveStream<T>.RefuseToken(token);
        if (subscription.Ended.IsCompleted)
        {
            throw new InvalidOperationException($"The subscription {HandleId} to {StreamId} has ended; subscribe again.");
        }

        subscription.Replace(observer);
        return Task.FromResult<StreamSubscriptionHandle<T>>(this);
    }

    public override Task<StreamSubscriptionHandle<T>> ResumeAsync(
        IAsyncBatchObserver<T> observer, StreamSequenceToken? token = null)
    {
        ArgumentNullException.ThrowIfNull(observer);
        return ResumeAsync(new BatchOfOneObserver<T>(observer), token);
    }

    public override bool Equals(StreamSubscriptionHandle<T>? other) => other is not null && other.HandleId == HandleId;

    public override bool Equals(object? obj) => Equals(obj as StreamSubscriptionHandle<T>);

    public override int GetHashCode() => HandleId.GetHashCode();
}
