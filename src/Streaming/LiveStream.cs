using Orleans.Serialization;
using Orleans.Streams;

namespace AudioRooms.Streaming;

/// <summary>One live stream as its users see it: a light handle. The <see cref="LiveStreamNode"/> holds all state.</summary>
internal sealed class LiveStream<T>(
    string providerName, StreamId streamId, LiveStreamNode node, IGrainContextAccessor? contexts, DeepCopier copier)
    : IAsyncStream<T>
{
    /// <summary>Immutable items need no copy between publisher and subscribers.</summary>
    private static readonly bool ItemsAreImmutable = typeof(T) == typeof(string)
        || typeof(T).IsPrimitive
        || typeof(T).IsEnum
        || Attribute.IsDefined(typeof(T), typeof(ImmutableAttribute), inherit: false);

    public bool IsRewindable => false;

    public string ProviderName => providerName;

    public StreamId StreamId => streamId;

    public Task OnNextAsync(T item, StreamSequenceToken? token = null)
    {
        // The publisher may change its object afterwards, so it is copied once here; each subscriber copies it again.
        object? sent = ItemsAreImmutable ? item : copier.Copy(item);
        return node.PublishAsync(streamId, LiveStreamMessageKind.Item, sent, token);
    }

    public async Task OnNextBatchAsync(IEnumerable<T> batch, StreamSequenceToken? token = null)
    {
        ArgumentNullException.ThrowIfNull(batch);
        foreach (T item in batch)
        {
            await OnNextAsync(item, token);
        }
    }

    public Task OnCompletedAsync() => node.PublishAsync(streamId, LiveStreamMessageKind.Completed, item: null);

    public Task OnErrorAsync(Exception ex)
    {
        ArgumentNullException.ThrowIfNull(ex);
        return node.PublishAsync(streamId, LiveStreamMessageKind.Error, ex);
    }

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncObserver<T> observer) => SubscribeAsync(observer, token: null);

    public async Task<StreamSubscriptionHandle<T>> SubscribeAsync(
        IAsyncObserver<T> observer, StreamSequenceToken? token, string? filterData = null)
    {
        ArgumentNullException.ThrowIfNull(observer);
        RefuseToken(token);
        if (filterData is not null)
        {
            throw new NotSupportedException("Live streams have no stream filters: filter in the handler.");
        }

        if (observer is GrainReference)
        {
            throw new ArgumentException(
                "An observer object was expected, but a grain reference came: a grain must subscribe itself.", nameof(observer));
        }

        LiveSubscription<T> subscription = new(
            node, streamId, observer, CurrentGrain(), TaskScheduler.Current, ItemsAreImmutable ? null : copier);
        await node.SubscribeAsync(subscription);
        return new LiveSubscriptionHandle<T>(providerName, node, subscription);
    }

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncBatchObserver<T> observer) =>
        SubscribeAsync(observer, token: null);

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncBatchObserver<T> observer, StreamSequenceToken? token)
    {
        ArgumentNullException.ThrowIfNull(observer);
        return SubscribeAsync(new BatchOfOneObserver<T>(observer), token);
    }

    /// <summary>
    /// The subscriptions of the calling grain activation. For code outside grains: those that such code in this process made.
    /// </summary>
    public Task<IList<StreamSubscriptionHandle<T>>> GetAllSubscriptionHandles()
    {
        IGrainContext? caller = CurrentGrain();
        List<StreamSubscriptionHandle<T>> handles = [];
        foreach (LiveSubscription subscription in node.SubscriptionsOf(streamId))
        {
            if (subscription is LiveSubscription<T> own && ReferenceEquals(own.Owner, caller))
            {
                handles.Add(new LiveSubscriptionHandle<T>(providerName, node, own));
            }
        }

        return Task.FromResult<IList<StreamSubscriptionHandle<T>>>(handles);
    }

    public bool Equals(IAsyncStream<T>? other) =>
        other is not null && other.StreamId == streamId && other.ProviderName == providerName;

    public override bool Equals(object? obj) => Equals(obj as IAsyncStream<T>);

    public override int GetHashCode() => streamId.GetHashCode();

    public int CompareTo(IAsyncStream<T>? other) => other is null ? 1 : streamId.CompareTo(other.StreamId);

    public override string ToString() => $"{providerName}/{streamId}";

    internal static void RefuseToken(StreamSequenceToken? token)
    {
        if (token is not null)
        {
            throw new ArgumentException("No token was expected, because a live stream cannot be rewound.", nameof(token));
        }
    }

    /// <summary>The calling activation; null outside a grain, where the accessor names the process's own client.</summary>
    private IGrainContext? CurrentGrain() => TaskScheduler.Current == TaskScheduler.Default ? null : contexts?.GrainContext;
}
