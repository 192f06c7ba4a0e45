namespace Orleans.Streams;

/// <summary>One subscription to a memory stream, as one activation holds it.</summary>
internal sealed class MemoryStreamSubscriptionHandle<T>(MemoryStream<T> stream, Guid subscriptionId) : StreamSubscriptionHandle<T>
{
    private bool used;

    public override StreamId StreamId => stream.StreamId;

    public override string ProviderName => stream.ProviderName;

    public override Guid HandleId => subscriptionId;

    public override async Task UnsubscribeAsync()
    {
        Use();
        var grain = StreamRuntime.RequireGrain();
        var consumer = stream.Runtime.ConsumerOf(grain);
        if (stream.Runtime.ImplicitSubscriptionOf(stream.Id, grain.GrainId) != subscriptionId)
        {
            await stream.Runtime.Queues.RendezvousOf(stream.Id).UnsubscribeAsync(stream.Id, subscriptionId);
        }

        consumer.Detach(subscriptionId);
    }

    public override Task<StreamSubscriptionHandle<T>> ResumeAsync(IAsyncObserver<T> observer, StreamSequenceToken? token = null)
    {
        ArgumentNullException.ThrowIfNull(observer);
        return Resume(new SingleEventHandler<T>(observer), token);
    }

    public override Task<StreamSubscriptionHandle<T>> ResumeAsync(IAsyncBatchObserver<T> observer, StreamSequenceToken? token = null)
    {
        ArgumentNullException.ThrowIfNull(observer);
        return Resume(new BatchHandler<T>(observer), token);
    }

    public override bool Equals(StreamSubscriptionHandle<T>? other) =>
        other is MemoryStreamSubscriptionHandle<T> && other.HandleId == subscriptionId && other.StreamId == StreamId;

    public override bool Equals(object? obj) => Equals(obj as StreamSubscriptionHandle<T>);

    public override int GetHashCode() => subscriptionId.GetHashCode();

    public override string ToString() => $"{stream}, subscription {subscriptionId}";

    private Task<StreamSubscriptionHandle<T>> Resume(IStreamHandler handler, StreamSequenceToken? token)
    {
        MemoryStream<T>.RefuseToken(token);
        Use();
        stream.Runtime.ConsumerOf(StreamRuntime.RequireGrain()).Attach(subscriptionId, handler);
        return Task.FromResult<StreamSubscriptionHandle<T>>(stream.HandleOf(subscriptionId));
    }

    private void Use()
    {
        if (used)
        {
            throw new InvalidOperationException("This handle was used to resume or to unsubscribe: use the one that ResumeAsync returned.");
        }

        used = true;
    }
}
