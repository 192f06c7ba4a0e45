using Orleans.Streams;

namespace AudioRooms.Streaming;

/// <summary>
/// What travels: one object per published item, shared by all silos' subscribers in this process. Its item is either immutable or
/// a copy that nobody changes, so the message itself is never copied.
/// </summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.Streaming.LiveStreamMessage")]
internal sealed class LiveStreamMessage
{
    [Id(0)]
    public required StreamId StreamId { get; init; }

    [Id(1)]
    public LiveStreamMessageKind Kind { get; init; }

    /// <summary>The item, or the exception of an <see cref="LiveStreamMessageKind.Error"/>.</summary>
    [Id(2)]
    public object? Item { get; init; }

    /// <summary>Passed through to the subscribers; live streams give it no meaning.</summary>
    [Id(3)]
    public StreamSequenceToken? Token { get; init; }

    /// <summary>
    /// Which process's use of the stream the item comes from: 64 random bits, drawn anew when that process forgot the stream.
    /// </summary>
    [Id(4)]
    public required long Publisher { get; init; }

    /// <summary>
    /// The position among the publisher's items on this stream, from 1, without gaps. Items of every kind are numbered.
    /// </summary>
    [Id(5)]
    public required long Number { get; init; }
}

/// <summary>Which method of the observers is called.</summary>
internal enum LiveStreamMessageKind
{
    Item = 0,
    Completed = 1,
    Error = 2,
}
