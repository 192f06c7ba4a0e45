using Orleans.Concurrency;

namespace AudioRooms.Streaming;

/// <summary>
/// A process that takes part in live streams, as others call it: one observer per provider and process, for all its streams.
/// </summary>
[Alias("AudioRooms.Streaming.ILiveStreamNode")]
internal interface ILiveStreamNode : IGrainObserver
{
    /// <summary>Delivers an item to all subscribers of its stream in this process.</summary>
    [Alias("Receive"), OneWay]
    Task ReceiveAsync(LiveStreamMessage message);

    /// <summary>Tells a publishing process that the listening silos of a stream have changed.</summary>
    [Alias("RelaysChanged"), OneWay]
    Task RelaysChangedAsync(StreamId streamId, HubView view);
}
