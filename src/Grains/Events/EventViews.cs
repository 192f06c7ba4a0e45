using System.Collections.Immutable;
using AudioRooms.Contracts.Events;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Events;
using AudioRooms.Protocol.Bounds;
using NodaTime;

namespace AudioRooms.Grains.Events;

/// <summary>Makes the view that a user gets of an event.</summary>
internal static class EventViews
{
    private const int OccurrencesShown = 12;
    private static readonly TimeSpan ShownAfterStart = TimeSpan.FromDays(1);

    /// <summary>The event with its next occurrences and counts.</summary>
    /// <param name="store">Reads the counts.</param>
    /// <param name="zone">The zone in which times are shown; null for the event's own.</param>
    public static async Task<EventView> OfAsync(
        EventStore store, EventSeries series, UserId viewer, DateTimeZone? zone, EventLimits limits, DateTimeOffset now)
    {
        if (zone is null && !ZonedTime.TryFindZone(series.Plan.Zone, out zone))
        {
            // Occurrences before the event became unreadable are shown in UTC.
            zone = DateTimeZone.Utc;
        }

        ImmutableArray<Occurrence> shown =
            [.. series.Occurrences().SkipWhile(occurrence => occurrence.StartsAt < now - ShownAfterStart).Take(OccurrencesShown)];
        var counts = (await store.CountAsync(series.Id, viewer, shown.IsEmpty ? long.MaxValue : shown[0].Id))
            .ToDictionary(count => count.OccurrenceMs);
        var followers = counts.GetValueOrDefault(0);
        return new EventView(
            series.Id,
            series.Plan,
            series.CancelledAt,
            (int)(followers?.People ?? 0),
            followers is { Viewer: > 0 },
            [.. shown.Select(Describe)])
        {
            RemindBefore = TimeSpan.FromMinutes(followers?.LeadMinutes ?? 0),
            Fault = series.Fault(),
        };

        OccurrenceView Describe(Occurrence occurrence)
        {
            var count = counts.GetValueOrDefault(occurrence.Id);
            return new OccurrenceView(
                occurrence.Id,
                ZonedTime.InZone(occurrence.StartsAt, zone),
                occurrence.Title,
                occurrence.Guests,
                occurrence.StateAt(now, limits),
                occurrence.Room,
                (int)(count?.People ?? 0),
                count is { Viewer: > 0 })
            {
                Description = occurrence.Description,
            };
        }
    }
}
