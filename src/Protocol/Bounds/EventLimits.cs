namespace AudioRooms.Protocol.Bounds;

/// <summary>Bounds of an event. Titles, descriptions, counts and the 30 days follow common products.</summary>
public sealed record EventLimits
{
    /// <summary>Longest title, in characters.</summary>
    public int TitleLengthMax { get; init; } = 100;

    /// <summary>Longest description, in characters.</summary>
    public int DescriptionLengthMax { get; init; } = 1_000;

    /// <summary>Most topics.</summary>
    public int TopicCountMax { get; init; } = 3;

    /// <summary>Longest topic, in characters.</summary>
    public int TopicLengthMax { get; init; } = 40;

    /// <summary>Most co-hosts.</summary>
    public int CoHostCountMax { get; init; } = 2;

    /// <summary>Most guests of an occurrence: the places of a stage of 13 without the host and the co-hosts.</summary>
    public int GuestCountMax { get; init; } = 10;

    /// <summary>Most events of one host that are neither over nor cancelled.</summary>
    public int OpenCountMax { get; init; } = 10;

    /// <summary>How far ahead a single event, or the first occurrence of a series, may be.</summary>
    public TimeSpan AheadMax { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How long before its start the room of an occurrence may be opened.</summary>
    public TimeSpan OpensBefore { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long after its start an occurrence waits for a host before it counts as missed.</summary>
    public TimeSpan HostGrace { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long before the start the hosts are reminded.</summary>
    public TimeSpan HostReminder { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long before the start people without a choice of their own are reminded.</summary>
    public TimeSpan RemindBefore { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Shortest occurrence.</summary>
    public TimeSpan DurationMin { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Longest occurrence.</summary>
    public TimeSpan DurationMax { get; init; } = TimeSpan.FromHours(12);
}
