using System.Collections.Immutable;
using AudioRooms.Contracts.Events;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Events;

/// <summary>What happens at a moment.</summary>
public enum EventMomentKind
{
    /// <summary>Whoever wants to be reminded so early is.</summary>
    Reminder = 1,

    /// <summary>The hosts are reminded.</summary>
    HostReminder = 2,

    /// <summary>It begins: the hosts and whoever follows or comes hear of it.</summary>
    Start = 3,

    /// <summary>It is missed or over: search shows the next one.</summary>
    Past = 4,
}

/// <summary>A moment at which something is to be done about an occurrence.</summary>
/// <param name="At">When.</param>
/// <param name="Kind">What.</param>
/// <param name="Occurrence">About which.</param>
/// <param name="Lead">Of a reminder: how long before.</param>
public sealed record EventMoment(DateTimeOffset At, EventMomentKind Kind, Occurrence Occurrence, TimeSpan Lead);

/// <summary>When something is to be done about an event. The schedule keeps one moment of each event, the next.</summary>
public static class EventMoments
{
    private static readonly TimeSpan LeadMax = TimeSpan.FromDays(1);

    /// <summary>How long before the start one may be reminded besides at the start.</summary>
    public static ImmutableArray<TimeSpan> Leads { get; } =
        [.. EventBounds.ReminderMinutes.Select(static minutes => TimeSpan.FromMinutes(minutes))];

    /// <summary>True for none, or one of <see cref="Leads"/>.</summary>
    public static bool IsLead(TimeSpan lead) => lead == TimeSpan.Zero || Leads.Contains(lead);

    /// <summary>The first moment after <paramref name="after"/>; null if nothing more will be.</summary>
    public static DateTimeOffset? NextAfter(EventSeries series, EventLimits limits, DateTimeOffset after)
    {
        DateTimeOffset? next = null;
        foreach (var occurrence in series.Occurrences())
        {
            // Later ones have nothing earlier than this.
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

    /// <summary>
    /// What was to be done after <paramref name="after"/> and until <paramref name="now"/>, in order. A reminder that comes too
    /// late to help, because nothing ran for a while, is left out.
    /// </summary>
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

    /// <summary>What search shows of it: the occurrence that is on or the next one; null if there is none.</summary>
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

        // A millisecond later than the last at which it may be opened.
        var past = occurrence.Room is null
            ? occurrence.StartsAt + limits.HostGrace + TimeSpan.FromMilliseconds(1)
            : occurrence.EndsAt;
        yield return new EventMoment(past, EventMomentKind.Past, occurrence, TimeSpan.Zero);
    }
}
