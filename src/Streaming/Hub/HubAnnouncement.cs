namespace AudioRooms.Streaming;

/// <summary>
/// All that a silo tells the hub of a stream: who it is and what it does there. The same message joins, renews and (doing
/// neither) leaves, so a lost or repeated one does no harm.
/// </summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.Streaming.HubAnnouncement")]
internal sealed class HubAnnouncement
{
    [Id(0)]
    public required StreamId StreamId { get; init; }

    [Id(1)]
    public required Guid NodeId { get; init; }

    [Id(2)]
    public required ILiveStreamNode Node { get; init; }

    /// <summary>Grows with every announcement of a node, so that one which was overtaken can be told.</summary>
    [Id(3)]
    public required long Sequence { get; init; }

    [Id(4)]
    public required bool Listens { get; init; }

    [Id(5)]
    public required bool Publishes { get; init; }

    /// <summary>For how long the announcement is good.</summary>
    [Id(6)]
    public required TimeSpan Lease { get; init; }

    /// <summary>
    /// What the node last heard from the hub: a hub that lost its memory learns its listeners from the first publisher.
    /// </summary>
    [Id(7)]
    public HubView? Known { get; init; }
}
