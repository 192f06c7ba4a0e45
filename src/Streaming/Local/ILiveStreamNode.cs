using Orleans.Concurrency;

namespace AudioRooms.Streaming;

/// <summary>
/// A process that takes part in live streams, as others reach it: one observer per provider and process, for all its streams.
/// </summary>
[Alias("AudioRooms.Streaming.ILiveStreamNode")]
internal interface ILiveStreamNode : IGrainObserver
{
    /// <summary>An item for all subscribers of its stream in this process.</summary>
    [Alias("Receive"), OneWay]
    Task ReceiveAsync(LiveStreamMessage message);

    /// <summary>The listening silos of a stream that this process publishes to changed.</summary>
    [Alias("RelaysChanged"), OneWay]
    Task RelaysChangedAsync(StreamId streamId, HubView view);
}
