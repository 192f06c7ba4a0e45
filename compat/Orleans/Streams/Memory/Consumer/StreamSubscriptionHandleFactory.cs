using Orleans.Streams.Core;

namespace Orleans.Streams;

/// <summary>Makes the handle of a subscription whose events' type only the subscriber knows.</summary>
internal sealed class StreamSubscriptionHandleFactory(IStreamProvider provider, StreamId streamId, Guid subscriptionId)
    : IStreamSubscriptionHandleFactory
{
    public StreamId StreamId => streamId;

    public string ProviderName => provider.Name;

    public GuidId SubscriptionId { get; } = GuidId.GetGuidId(subscriptionId);

    public StreamSubscriptionHandle<T> Create<T>() => ((MemoryStream<T>)provider.GetStream<T>(streamId)).HandleOf(subscriptionId);
}
