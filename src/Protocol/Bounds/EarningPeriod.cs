namespace AudioRooms.Protocol.Bounds;

/// <summary>
/// The period in which a deed counts once, however often it is done. Without it friends could earn without end in empty rooms.
/// </summary>
public enum EarningPeriod
{
    /// <summary>A week by ISO 8601, in UTC.</summary>
    Week = 1,

    /// <summary>A calendar month, in UTC.</summary>
    Month = 2,
}
