namespace AudioRooms.Domain.Rooms;

/// <summary>The time for which a holder, a grain that passes on a room's sound, may judge packets by the stage that the room
/// confirmed. It is the holder's side of <see cref="GrantedLeases"/>. The room acknowledges that a person is off the stage when
/// every holder has the new stage or its lease has run out, so sound can go on while the room is unreachable. The lease counts
/// from before the holder asked, so it ends here before the room believes that it does. Not thread-safe.</summary>
/// <param name="length">How long a stage counts after it was requested.</param>
/// <param name="renewAfter">How long after a request the holder asks again.</param>
public sealed class StageLease(TimeSpan length, TimeSpan renewAfter)
{
    // When the room was asked for its newest confirmation; long ago at first.
    private TimeSpan confirmedAt = TimeSpan.MinValue / 2;

    /// <summary>True while packets may be judged.</summary>
    /// <param name="now">A clock of this process that never goes back and that runs while the process is stopped.</param>
    public bool Holds(TimeSpan now) => now - confirmedAt < length;

    /// <summary>True if it is time to ask the room again.</summary>
    public bool IsDue(TimeSpan now) => now - confirmedAt >= renewAfter;

    /// <summary>Extends the lease. The room confirmed the stage or told a newer one, after it was asked at
    /// <paramref name="askedAt"/>.</summary>
    public void Renew(TimeSpan askedAt)
    {
        if (askedAt > confirmedAt)
        {
            confirmedAt = askedAt;
        }
    }

    /// <summary>Gives the lease back: no packet may be judged until the room has been asked again.</summary>
    public void Surrender() => confirmedAt = TimeSpan.MinValue / 2;
}
