namespace AudioRooms.Streaming;

/// <summary>Receives what a <see cref="ReorderBuffer{T}"/> releases. Called synchronously from the buffer's methods.</summary>
internal interface IReorderSink<in T>
{
    /// <summary>Takes the next item in order.</summary>
    void Release(T item);

    /// <summary>Learns that the buffer no longer waits for <paramref name="count"/> numbers.</summary>
    void GaveUp(long count, GiveUpReason reason);
}

/// <summary>Why the wait for a missing item ended.</summary>
internal enum GiveUpReason
{
    /// <summary>A later item was held for the longest time allowed.</summary>
    Overdue,

    /// <summary>An item came that is further ahead than the buffer reaches.</summary>
    WindowFull,

    /// <summary>The publisher was forgotten to make room for another.</summary>
    PublisherForgotten,
}
