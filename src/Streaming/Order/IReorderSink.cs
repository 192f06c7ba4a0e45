namespace AudioRooms.Streaming;

/// <summary>
/// Where a <see cref="ReorderBuffer{T}"/> puts what it releases. Called synchronously, from inside the buffer's methods.
/// </summary>
internal interface IReorderSink<in T>
{
    /// <summary>The next item in order.</summary>
    void Release(T item);

    /// <summary>So many numbers are no longer waited for.</summary>
    void GaveUp(long count, GiveUpReason reason);
}

/// <summary>Why the wait for a missing item ended.</summary>
internal enum GiveUpReason
{
    /// <summary>An item behind it was held for as long as is allowed.</summary>
    Overdue,

    /// <summary>An item came that is further ahead than the buffer reaches.</summary>
    WindowFull,

    /// <summary>Its publisher was forgotten to make room for another.</summary>
    PublisherForgotten,
}
