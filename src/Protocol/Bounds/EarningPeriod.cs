namespace AudioRooms.Protocol.Bounds;

/// <summary>
/// How often a deed counts, whatever else is done in that time: what keeps friends from earning without end in empty rooms.
/// </summary>
public enum EarningPeriod
{
    /// <summary>ISO 8601 weeks, by UTC.</summary>
    Week = 1,

    /// <summary>Calendar months, by UTC.</summary>
    Month = 2,
}
