namespace AudioRooms.Streaming;

/// <summary>The silos that listen to a stream, as of one moment.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.Streaming.HubView")]
internal sealed class HubView
{
    /// <summary>The hub's activation; a new activation starts at version 0.</summary>
    [Id(0)]
    public required Guid Epoch { get; init; }

    /// <summary>Rises with each change within an epoch.</summary>
    [Id(1)]
    public required long Version { get; init; }

    /// <summary>The listening silos. The array is never changed.</summary>
    [Id(2)]
    public required HubRelay[] Relays { get; init; }
}

/// <summary>One listening silo.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.Streaming.HubRelay")]
internal sealed class HubRelay
{
    [Id(0)]
    public required Guid NodeId { get; init; }

    [Id(1)]
    public required ILiveStreamNode Node { get; init; }
}
