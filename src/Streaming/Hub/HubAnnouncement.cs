namespace AudioRooms.Streaming;

/// <summary>
/// A silo's message to the hub of a stream: which silo it is, and whether it listens or publishes. The same message joins, renews
/// and, if it does neither, leaves, so a lost or repeated one does no harm.
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

    /// <summary>Rises with each announcement of a node, so that the hub recognises one that was overtaken.</summary>
    [Id(3)]
    public required long Sequence { get; init; }

    [Id(4)]
    public required bool Listens { get; init; }

    [Id(5)]
    public required bool Publishes { get; init; }

    /// <summary>How long the announcement is valid.</summary>
    [Id(6)]
    public required TimeSpan Lease { get; init; }

    /// <summary>The view that the node last got from a hub. A hub that lost its memory learns the listeners from it.</summary>
    [Id(7)]
    public HubView? Known { get; init; }
}
