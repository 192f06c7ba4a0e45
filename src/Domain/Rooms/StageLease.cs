namespace AudioRooms.Domain.Rooms;

/// <summary>
/// How long somebody who passes a room's sound on may judge by the stage that the room confirmed. The holder's side of
/// <see cref="GrantedLeases"/>: the room acknowledges that a person is off the stage when every holder has the new stage or its
/// lease has run out, so that sound may go on while the room is lost. Counted from before the holder asked, so that the lease
/// ends here before the room thinks that it does. Not thread-safe.
/// </summary>
/// <param name="length">How long a stage is believed after it was asked for.</param>
/// <param name="renewAfter">How long after the question the holder asks again.</param>
public sealed class StageLease(TimeSpan length, TimeSpan renewAfter)
{
    // The moment of the newest question that the room answered with "yes"; long ago at first.
    private TimeSpan confirmedAt = TimeSpan.MinValue / 2;

    /// <summary>True while packets may be judged.</summary>
    /// <param name="now">A clock of this process that never goes back and that runs while the process is stopped.</param>
    public bool Holds(TimeSpan now) => now - confirmedAt < length;

    /// <summary>True if it is time to ask the room again.</summary>
    public bool IsDue(TimeSpan now) => now - confirmedAt >= renewAfter;

    /// <summary>The room confirmed the stage, or told a newer one, after it was asked at <paramref name="askedAt"/>.</summary>
    public void Renew(TimeSpan askedAt)
    {
        if (askedAt > confirmedAt)
        {
            confirmedAt = askedAt;
        }
    }

    /// <summary>Gives the lease back: nothing may be judged before the room is asked once more.</summary>
    public void Surrender() => confirmedAt = TimeSpan.MinValue / 2;
}
