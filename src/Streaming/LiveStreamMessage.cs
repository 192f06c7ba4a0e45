using Orleans.Streams;

namespace AudioRooms.Streaming;

/// <summary>
/// A published item on its way: one object, shared by all subscribers in this process. The item is immutable or a copy that
/// nothing changes, so the message itself is never copied.
/// </summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.Streaming.LiveStreamMessage")]
internal sealed class LiveStreamMessage
{
    [Id(0)]
    public required StreamId StreamId { get; init; }

    [Id(1)]
    public LiveStreamMessageKind Kind { get; init; }

    /// <summary>The item, or the exception for an <see cref="LiveStreamMessageKind.Error"/>.</summary>
    [Id(2)]
    public object? Item { get; init; }

    /// <summary>Passed on to subscribers; it has no meaning for live streams.</summary>
    [Id(3)]
    public StreamSequenceToken? Token { get; init; }

    /// <summary>
    /// Identifies the publishing process's use of the stream: 64 random bits, drawn again after that process forgot the stream.
    /// </summary>
    [Id(4)]
    public required long Publisher { get; init; }

    /// <summary>
    /// The item's number among the publisher's items on this stream, from 1, without gaps, for items of every kind.
    /// </summary>
    [Id(5)]
    public required long Number { get; init; }
}

/// <summary>The method of the observers to call.</summary>
internal enum LiveStreamMessageKind
{
    Item = 0,
    Completed = 1,
    Error = 2,
}
