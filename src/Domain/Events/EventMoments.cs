using System.Collections.Immutable;
using AudioRooms.Contracts.Events;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Events;

/// <summary>What is due at a moment.</summary>
public enum EventMomentKind
{
    /// <summary>A reminder for the people who chose this lead.</summary>
    Reminder = 1,

    /// <summary>The reminder of the hosts.</summary>
    HostReminder = 2,

    /// <summary>The start: hosts, followers and attendees are told.</summary>
    Start = 3,

    /// <summary>The occurrence is missed or over: search shows the next one.</summary>
    Past = 4,
}

/// <summary>A moment at which something is due about an occurrence.</summary>
/// <param name="Lead">For a reminder: how long before the start.</param>
public sealed record EventMoment(DateTimeOffset At, EventMomentKind Kind, Occurrence Occurrence, TimeSpan Lead);

/// <summary>The moments at which something is due about an event. The schedule stores one moment per event, the next.</summary>
public static class EventMoments
{
    private static readonly TimeSpan LeadMax = TimeSpan.FromDays(1);

    /// <summary>The leads that a person may choose for a reminder besides the one at the start.</summary>
    public static ImmutableArray<TimeSpan> Leads { get; } =
        [.. EventBounds.ReminderMinutes.Select(static minutes => TimeSpan.FromMinutes(minutes))];

    /// <summary>True for no lead, or one of <see cref="Leads"/>.</summary>
    public static bool IsLead(TimeSpan lead) => lead == TimeSpan.Zero || Leads.Contains(lead);

    /// <summary>The first moment after <paramref name="after"/>; null if there is none.</summary>
    public static DateTimeOffset? NextAfter(EventSeries series, EventLimits limits, DateTimeOffset after)
    {
        DateTimeOffset? next = null;
        foreach (var occurrence in series.Occurrences())
        {
            // Later occurrences have no earlier moment than this.
            if (next is { } found && occurrence.StartsAt - LeadMax >= found)
            {
                break;
            }

            foreach (var moment in Of(occurrence, limits))
            {
                next = moment.At > after && (next is null || moment.At < next) ? moment.At : next;
            }
        }

        return next;
    }

    /// <summary>The moments after <paramref name="after"/> and until <paramref name="now"/>, in order. A reminder that is too
    /// late to help, because the schedule did not run for a while, is left out.</summary>
    public static IReadOnlyList<EventMoment> Between(
        EventSeries series, EventLimits limits, DateTimeOffset after, DateTimeOffset now) =>
        [.. series.Occurrences()
            .SkipWhile(occurrence => occurrence.EndsAt + limits.HostGrace <= after)
            .TakeWhile(occurrence => occurrence.StartsAt - LeadMax <= now)
            .SelectMany(occurrence => Of(occurrence, limits))
            .Where(moment => moment.At > after && moment.At <= now)
            .Where(moment => moment.Kind == EventMomentKind.Past
                || now < (moment.Kind == EventMomentKind.Start
                    ? moment.Occurrence.StartsAt + limits.HostGrace
                    : moment.Occurrence.StartsAt))
            .OrderBy(moment => moment.At)];

    /// <summary>The occurrence that search shows: the current or the next one; null if there is none.</summary>
    public static Occurrence? Shown(EventSeries series, EventLimits limits, DateTimeOffset now) =>
        series.Occurrences().FirstOrDefault(
            occurrence => occurrence.StateAt(now, limits) is OccurrenceState.Scheduled or OccurrenceState.Active);

    private static IEnumerable<EventMoment> Of(Occurrence occurrence, EventLimits limits)
    {
        if (occurrence.IsCancelled)
        {
            yield break;
        }

        foreach (var lead in Leads)
        {
            yield return new EventMoment(occurrence.StartsAt - lead, EventMomentKind.Reminder, occurrence, lead);
        }

        if (occurrence.Room is null)
        {
            yield return new EventMoment(
                occurrence.StartsAt - limits.HostReminder, EventMomentKind.HostReminder, occurrence, limits.HostReminder);
        }

        yield return new EventMoment(occurrence.StartsAt, EventMomentKind.Start, occurrence, TimeSpan.Zero);

        // One millisecond after the last moment at which the room may be opened.
        var past = occurrence.Room is null
            ? occurrence.StartsAt + limits.HostGrace + TimeSpan.FromMilliseconds(1)
            : occurrence.EndsAt;
        yield return new EventMoment(past, EventMomentKind.Past, occurrence, TimeSpan.Zero);
    }
}
