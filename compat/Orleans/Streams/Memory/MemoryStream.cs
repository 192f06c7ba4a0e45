namespace Orleans.Streams;

/// <summary>A stream of a memory provider. Any number of such objects may stand for one stream.</summary>
internal sealed class MemoryStream<T>(QualifiedStreamId id, StreamRuntime runtime) : IAsyncStream<T>
{
    public bool IsRewindable => false;

    public string ProviderName => id.ProviderName;

    public StreamId StreamId => id.StreamId;

    internal QualifiedStreamId Id => id;

    internal StreamRuntime Runtime => runtime;

    public Task OnNextAsync(T item, StreamSequenceToken? token = null) => PublishAsync([item], token);

    public Task OnNextBatchAsync(IEnumerable<T> batch, StreamSequenceToken? token = null)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var items = new List<object?>();
        foreach (var item in batch)
        {
            items.Add(item);
        }

        return items.Count == 0 ? Task.CompletedTask : PublishAsync(items, token);
    }

    /// <summary>As upstream's persistent streams, which have no end.</summary>
    public Task OnCompletedAsync() => throw new NotImplementedException("Memory streams cannot be completed.");

    /// <inheritdoc cref="OnCompletedAsync"/>
    public Task OnErrorAsync(Exception ex) => throw new NotImplementedException("Memory streams cannot carry an error.");

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncObserver<T> observer) => SubscribeAsync(observer, null);

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncObserver<T> observer, StreamSequenceToken? token, string? filterData = null)
    {
        ArgumentNullException.ThrowIfNull(observer);
        return SubscribeAsync(new SingleEventHandler<T>(observer), token, filterData);
    }

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncBatchObserver<T> observer) => SubscribeAsync(observer, null);

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncBatchObserver<T> observer, StreamSequenceToken? token)
    {
        ArgumentNullException.ThrowIfNull(observer);
        return SubscribeAsync(new BatchHandler<T>(observer), token, filterData: null);
    }

    public async Task<IList<StreamSubscriptionHandle<T>>> GetAllSubscriptionHandles()
    {
        var consumer = StreamRuntime.RequireGrain().GrainId;
        var handles = new List<StreamSubscriptionHandle<T>>();
        if (runtime.ImplicitSubscriptionOf(id, consumer) is { } implicitSubscription)
        {
            handles.Add(HandleOf(implicitSubscription));
        }

        if (runtime.TakesExplicitSubscriptions(ProviderName))
        {
            foreach (var subscription in await runtime.Queues.RendezvousOf(id).GetSubscriptionsAsync())
            {
                if (subscription.Consumer == consumer)
                {
                    handles.Add(HandleOf(subscription.SubscriptionId));
                }
            }
        }

        return handles;
    }

    public bool Equals(IAsyncStream<T>? other) => other is not null && other.StreamId == StreamId && other.ProviderName == ProviderName;

    public override bool Equals(object? obj) => Equals(obj as IAsyncStream<T>);

    public override int GetHashCode() => id.GetHashCode();

    public int CompareTo(IAsyncStream<T>? other) => other is null ? 1 : id.CompareTo(new QualifiedStreamId(other.ProviderName, other.StreamId));

    public override string ToString() => id.ToString();

    internal MemoryStreamSubscriptionHandle<T> HandleOf(Guid subscriptionId) => new(this, subscriptionId);

    internal static void RefuseToken(StreamSequenceToken? token)
    {
        if (token is not null)
        {
            throw new ArgumentException("A memory stream keeps no past events to start from: the token must be null.", nameof(token));
        }
    }

    private Task PublishAsync(List<object?> items, StreamSequenceToken? token)
    {
        if (token is not null)
        {
            throw new ArgumentException("A memory stream numbers its events itself: the token must be null.", nameof(token));
        }

        return runtime.Queues.Of(id).PublishAsync(new StreamBatch(StreamId, items, RequestContext.CallContextData?.Export()));
    }

    private async Task<StreamSubscriptionHandle<T>> SubscribeAsync(IStreamHandler handler, StreamSequenceToken? token, string? filterData)
    {
        RefuseToken(token);
        var grain = StreamRuntime.RequireGrain();
        var consumer = runtime.ConsumerOf(grain);

        // A grain that is subscribed implicitly attaches a handler to that subscription instead of making another.
        if (runtime.ImplicitSubscriptionOf(id, grain.GrainId) is { } implicitSubscription)
        {
            consumer.Attach(implicitSubscription, handler);
            return HandleOf(implicitSubscription);
        }

        if (!runtime.TakesExplicitSubscriptions(ProviderName))
        {
            throw new InvalidOperationException(
                $"Stream provider \"{ProviderName}\" takes implicit subscriptions only, and {grain.GrainId} has none to stream {StreamId}.");
        }

        // The handler comes first: the first event may arrive before the call below returns.
        var subscription = new StreamSubscriptionRecord(Guid.NewGuid(), grain.GrainId, filterData);
        consumer.Attach(subscription.SubscriptionId, handler);
        try
        {
            await runtime.Queues.RendezvousOf(id).SubscribeAsync(id, subscription);
        }
        catch
        {
            consumer.Detach(subscription.SubscriptionId);
            throw;
        }

        return HandleOf(subscription.SubscriptionId);
    }
}
