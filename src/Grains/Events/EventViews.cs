using System.Collections.Immutable;
using AudioRooms.Contracts.Events;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Events;
using AudioRooms.Protocol.Bounds;
using NodaTime;

namespace AudioRooms.Grains.Events;

/// <summary>Works out what a user sees of an event.</summary>
internal static class EventViews
{
    private const int OccurrencesShown = 12;
    private static readonly TimeSpan ShownAfterStart = TimeSpan.FromDays(1);

    /// <summary>The event with its next occurrences and counts.</summary>
    /// <param name="store">Where the counts are.</param>
    /// <param name="series">The event.</param>
    /// <param name="viewer">Who looks.</param>
    /// <param name="zone">Zone to show times in; null for the event's own.</param>
    /// <param name="limits">For the state of occurrences.</param>
    /// <param name="now">As of when.</param>
    public static async Task<EventView> OfAsync(
        EventStore store, EventSeries series, UserId viewer, DateTimeZone? zone, EventLimits limits, DateTimeOffset now)
    {
        if (zone is null && !ZonedTime.TryFindZone(series.Plan.Zone, out zone))
        {
            // What took place before the event became unreadable is shown all the same.
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
