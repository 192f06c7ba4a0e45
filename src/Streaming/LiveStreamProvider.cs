using Orleans.Serialization;
using Orleans.Streams;

namespace AudioRooms.Streaming;

/// <summary>
/// An Orleans stream provider for live media. An item travels once to each listening silo, which hands it to its subscribers from
/// memory. There is no queue in between; nothing is stored or replayed.
/// <list type="bullet">
/// <item>Subscriptions are not durable: they end with the activation or process that made them. Implicit subscriptions are not
/// supported.</item>
/// <item>Order is kept from one publisher to one subscriber, also between processes: an item that overtook others is held for
/// them, for <see cref="LiveStreamOptions.OrderWait"/> at most. An item is delivered once or not at all.</item>
/// <item>A handler runs on its grain's own scheduler, one item at a time. It may run between two awaits of a call in progress, as
/// a timer with <c>Interleave</c> does.</item>
/// <item>A slow subscriber loses its own oldest items and delays no other (<see cref="LiveStreamOptions.QueueCapacity"/>).</item>
/// <item>Items are copied for each subscriber unless their type is <c>[Immutable]</c>; types of media should be.</item>
/// </list>
/// </summary>
internal sealed class LiveStreamProvider(string name, LiveStreamNode node, IGrainContextAccessor? contexts, DeepCopier copier)
    : IStreamProvider, IDisposable
{
    public string Name => name;

    public bool IsRewindable => false;

    public IAsyncStream<T> GetStream<T>(StreamId streamId) => new LiveStream<T>(name, streamId, node, contexts, copier);

    internal LiveStreamNode Node => node;

    public void Dispose() => node.Dispose();
}
