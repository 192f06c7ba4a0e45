namespace AudioRooms.Protocol.Bounds;

/// <summary>Bounds of an event. Titles, descriptions, counts and the 30 days are those of the products people know.</summary>
public sealed record EventLimits
{
    /// <summary>Most characters of a title.</summary>
    public int TitleLengthMax { get; init; } = 100;

    /// <summary>Most characters of a description.</summary>
    public int DescriptionLengthMax { get; init; } = 1_000;

    /// <summary>Most topics.</summary>
    public int TopicCountMax { get; init; } = 3;

    /// <summary>Most characters of a topic.</summary>
    public int TopicLengthMax { get; init; } = 40;

    /// <summary>Most co-hosts.</summary>
    public int CoHostCountMax { get; init; } = 2;

    /// <summary>Most guests of an occurrence: what a stage of 13 has left beside host and co-hosts.</summary>
    public int GuestCountMax { get; init; } = 10;

    /// <summary>Most events of one host that are neither over nor cancelled.</summary>
    public int OpenCountMax { get; init; } = 10;

    /// <summary>How far ahead a one-off, or the first occurrence of a series, may be.</summary>
    public TimeSpan AheadMax { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How long before its start the room of an occurrence may be opened.</summary>
    public TimeSpan OpensBefore { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Absent hosts: how long after its start an occurrence waits for one of them before it is missed.</summary>
    public TimeSpan HostGrace { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long before the start the hosts are reminded.</summary>
    public TimeSpan HostReminder { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long before the start people are reminded who did not choose.</summary>
    public TimeSpan RemindBefore { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Shortest occurrence.</summary>
    public TimeSpan DurationMin { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Longest occurrence.</summary>
    public TimeSpan DurationMax { get; init; } = TimeSpan.FromHours(12);
}
