namespace AudioRooms.Streaming;

/// <summary>Counters that every item adds to; instruments read them when a reader asks. Thread-safe.</summary>
internal sealed class LiveStreamFlow
{
    private long published;
    private long delivered;
    private long reordered;

    internal long Published => Interlocked.Read(ref published);

    internal long Delivered => Interlocked.Read(ref delivered);

    internal long Reordered => Interlocked.Read(ref reordered);

    internal void NotePublished() => Interlocked.Increment(ref published);

    internal void NoteDelivered() => Interlocked.Increment(ref delivered);

    internal void NoteReordered() => Interlocked.Increment(ref reordered);
}
