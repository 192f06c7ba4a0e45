namespace AudioRooms.Domain.Rooms;

/// <summary>
/// How long a listener grain may judge by the stage that it has. A listener grain that is not told of a change (its room cannot
/// reach it, or was moved to another silo and does not know it yet) must not let ghosts pass: packets go on only while the room
/// has confirmed the stage within the lease. Not thread-safe.
/// </summary>
/// <param name="length">The bound within which nobody is heard who is not on stage any more.</param>
public sealed class StageLease(TimeSpan length)
{
    // The moment of the newest question that the room answered with "yes"; long ago at first.
    private TimeSpan confirmedAt = TimeSpan.MinValue / 2;

    /// <summary>True while packets may be judged.</summary>
    /// <param name="now">A clock of this process that never goes back.</param>
    public bool Holds(TimeSpan now) => now - confirmedAt < length;

    /// <summary>True if it is time to ask the room again: half of the lease is left for the answer.</summary>
    public bool IsDue(TimeSpan now) => now - confirmedAt >= length / 2;

    /// <summary>The room confirmed the stage, or told a newer one, after it was asked at <paramref name="askedAt"/>.</summary>
    public void Renew(TimeSpan askedAt)
    {
        if (askedAt > confirmedAt)
        {
            confirmedAt = askedAt;
        }
    }
}
