using Orleans.Serialization;
using Orleans.Streams;

namespace AudioRooms.Streaming;

/// <summary>
/// An Orleans stream provider for live media. An item travels once to each silo that listens and is handed to the subscribers
/// there from memory: no queue in between, nothing is stored, nothing is replayed.
/// <list type="bullet">
/// <item>Subscriptions are not durable: they end with the activation (or process) that made them.
/// Implicit subscriptions are not served.</item>
/// <item>Order is kept from one publisher to one subscriber, also between processes: an item that overtakes others is held for
/// them, at most <see cref="LiveStreamOptions.OrderWait"/>. An item is handed over once or not at all.</item>
/// <item>A handler runs on its grain's own scheduler, one item at a time, and may run between two awaits of a call in progress,
/// as a timer with <c>Interleave</c> does.</item>
/// <item>A subscriber that lags loses its oldest items and nobody else's (<see cref="LiveStreamOptions.QueueCapacity"/>).</item>
/// <item>Items are copied for each subscriber unless their type is <c>[Immutable]</c>; media types should be.</item>
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
