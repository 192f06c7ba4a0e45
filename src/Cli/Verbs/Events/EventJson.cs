using AudioRooms.Wire.V1;

namespace AudioRooms.Cli.Verbs.Events;

/// <summary>An event as <c>--json</c> shows it.</summary>
internal sealed record EventJson(
    string EventId,
    string Title,
    string Description,
    string Host,
    string Club,
    bool MembersOnly,
    IReadOnlyList<string> Topics,
    string TimeZone,
    string Recurrence,
    uint Minutes,
    uint Followers,
    bool YouFollow,
    DateTimeOffset? CancelledAt,
    string Fault,
    IReadOnlyList<OccurrenceJson> Occurrences)
{
    /// <summary>Handles; empty unless the verb asked for them.</summary>
    public IReadOnlyList<string> Guests { get; init; } = [];

    /// <summary>Handles; empty unless the verb asked for them.</summary>
    public IReadOnlyList<string> CoHosts { get; init; } = [];

    public static EventJson Of(Event one) => new(
        one.EventId,
        one.Plan.Title,
        one.Plan.Description,
        one.Host?.Handle ?? "",
        one.Plan.ClubId,
        one.Plan.MembersOnly,
        [.. one.Plan.Topics],
        one.Plan.TimeZone,
        one.Plan.Recurrence,
        one.Plan.DurationMinutes,
        one.FollowerCount,
        one.YouFollow,
        WireText.Time(one.CancelledAtUnixMs),
        one.Fault,
        [.. one.Occurrences.Select(OccurrenceJson.Of)]);
}

/// <summary>A date of an event as <c>--json</c> shows it.</summary>
internal sealed record OccurrenceJson(
    long OccurrenceId, DateTimeOffset? StartsAt, string LocalStart, string Title, string State, string Room, uint Attendees,
    bool YouAttend)
{
    public static OccurrenceJson Of(Occurrence one) => new(
        one.OccurrenceId, WireText.Time(one.StartsAtUnixMs), one.LocalStart, one.Title, one.State.Word(), one.RoomId,
        one.AttendeeCount, one.YouAttend);
}
