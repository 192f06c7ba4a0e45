namespace AudioRooms.Streaming;

/// <summary>Which silos listen to a stream, as its hub knew at one moment.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.Streaming.HubView")]
internal sealed class HubView
{
    /// <summary>The hub's activation: a new one starts again at version 0.</summary>
    [Id(0)]
    public required Guid Epoch { get; init; }

    /// <summary>Grows with every change inside an epoch.</summary>
    [Id(1)]
    public required long Version { get; init; }

    /// <summary>Never changed after construction.</summary>
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
