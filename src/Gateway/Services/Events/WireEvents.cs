using System.Collections.Immutable;
using System.Globalization;
using AudioRooms.Contracts.Events;
using AudioRooms.Contracts.Users;
using AudioRooms.Gateway.Rooms;

namespace AudioRooms.Gateway.Services.Events;

/// <summary>Converts events to the wire's form and back. A number that is not defined gives null.</summary>
internal static class WireEvents
{
    private const string WallClock = "yyyy-MM-dd'T'HH:mm";

    public static Wire.V1.Event Of(EventView view)
    {
        var wire = new Wire.V1.Event
        {
            EventId = view.EventId,
            Plan = Of(view.Plan),
            Host = WireViews.Of(view.Plan.Host),
            CancelledAtUnixMs = view.CancelledAt?.ToUnixTimeMilliseconds() ?? 0,
            FollowerCount = (uint)view.FollowerCount,
            YouFollow = view.YouFollow,
            ReminderMinutes = (uint)view.RemindBefore.TotalMinutes,
            Fault = view.Fault ?? "",
        };
        foreach (var occurrence in view.Occurrences)
        {
            wire.Occurrences.Add(Of(occurrence));
        }

        return wire;
    }

    /// <summary>Reads the plan that a device sent; null if its start is no wall-clock time.</summary>
    public static ScheduleEvent? PlanOf(Wire.V1.EventPlan plan, Person host) =>
        WallClockOf(plan.StartsAt) is { } startsAt
            ? new ScheduleEvent(
                host,
                plan.ClubId,
                plan.MembersOnly,
                plan.Title,
                plan.Description,
                [.. plan.Topics],
                plan.Language,
                startsAt,
                plan.TimeZone,
                TimeSpan.FromMinutes(plan.DurationMinutes),
                plan.Recurrence,
                Users(plan.CoHostUserIds),
                Users(plan.GuestUserIds))
            : null;

    /// <summary>Reads a wall-clock time, precise to the minute; null if the text is none.</summary>
    public static DateTime? WallClockOf(string text) =>
        DateTime.TryParseExact(text, WallClock, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    public static ImmutableArray<UserId> Users(IEnumerable<string> ids) => [.. ids.Select(id => new UserId(id))];

    public static EventScope? ScopeOf(Wire.V1.EventScope scope) => scope switch
    {
        Wire.V1.EventScope.Unspecified or Wire.V1.EventScope.Hosting => EventScope.Hosting,
        Wire.V1.EventScope.Following => EventScope.Following,
        Wire.V1.EventScope.Club => EventScope.Club,
        _ => null,
    };

    public static CalendarScope? CalendarOf(Wire.V1.CalendarScope scope) => scope switch
    {
        Wire.V1.CalendarScope.Unspecified or Wire.V1.CalendarScope.User => CalendarScope.User,
        Wire.V1.CalendarScope.Club => CalendarScope.Club,
        Wire.V1.CalendarScope.Event => CalendarScope.Event,
        _ => null,
    };

    private static Wire.V1.EventPlan Of(ScheduleEvent plan)
    {
        var wire = new Wire.V1.EventPlan
        {
            ClubId = plan.ClubId,
            MembersOnly = plan.MembersOnly,
            Title = plan.Title,
            Description = plan.Description,
            Language = plan.Language,
            StartsAt = plan.StartsAt.ToString(WallClock, CultureInfo.InvariantCulture),
            TimeZone = plan.Zone,
            DurationMinutes = (uint)plan.Duration.TotalMinutes,
            Recurrence = plan.Rule,
        };
        wire.Topics.AddRange(plan.Topics);
        wire.CoHostUserIds.AddRange(plan.CoHosts.Select(user => user.Value));
        wire.GuestUserIds.AddRange(plan.Guests.Select(user => user.Value));
        return wire;
    }

    private static Wire.V1.Occurrence Of(OccurrenceView occurrence)
    {
        var wire = new Wire.V1.Occurrence
        {
            OccurrenceId = occurrence.Id,
            StartsAtUnixMs = occurrence.StartsAt.ToUnixTimeMilliseconds(),
            LocalStart = occurrence.StartsAt.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
            Title = occurrence.Title,
            State = occurrence.State switch
            {
                OccurrenceState.Scheduled => Wire.V1.OccurrenceState.Scheduled,
                OccurrenceState.Active => Wire.V1.OccurrenceState.Active,
                OccurrenceState.Completed => Wire.V1.OccurrenceState.Completed,
                OccurrenceState.Cancelled => Wire.V1.OccurrenceState.Cancelled,
                OccurrenceState.Missed => Wire.V1.OccurrenceState.Missed,
            },
            RoomId = occurrence.Room?.Value ?? "",
            AttendeeCount = (uint)occurrence.AttendeeCount,
            YouAttend = occurrence.YouAttend,
            Description = occurrence.Description,
        };
        wire.GuestUserIds.AddRange(occurrence.Guests.Select(user => user.Value));
        return wire;
    }
}
