namespace AudioRooms.Protocol.Bounds;

/// <summary>Bounds of reports, decisions and appeals.</summary>
public static class SafetyBounds
{
    /// <summary>Longest reason, note, appeal or text of a report, in user-perceived characters.</summary>
    public const int TextLengthMax = 1_000;

    /// <summary>Most reports accepted from one account within 24 h.</summary>
    public const int ReportsPerDayMax = 20;

    /// <summary>Longest suspension by an operator in years; a permanent one has no end.</summary>
    public const int SuspensionYearsMax = 10;

    /// <summary>Shortest suspension that a decision about a case may impose.</summary>
    public static TimeSpan PenaltyMin { get; } = TimeSpan.FromHours(1);

    /// <summary>Longest suspension that a decision about a case may impose; a permanent one has no end.</summary>
    public static TimeSpan PenaltyMax { get; } = TimeSpan.FromDays(365);
}
