using System.Security.Cryptography;
using System.Text;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Events;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Events;
using AudioRooms.Grains.Storage;
using AudioRooms.Protocol.Bounds;
using Microsoft.Extensions.Options;
using NodaTime;
using Orleans.Concurrency;

namespace AudioRooms.Grains.Events;

/// <summary>Reads pages from the table of events, and writes calendar files from it.</summary>
[StatelessWorker]
internal sealed class EventDirectoryGrain(
    EventStore store,
    CalendarFeeds feeds,
    UnreadableRows unreadable,
    IOptions<EventLimits> options,
    [ProductClock] TimeProvider time) : Grain, IEventDirectoryGrain
{
    // The span of a calendar file: 30 days back, and a year ahead.
    private const int FeedEventsMax = 100;
    private const int FeedOccurrencesMax = 60;
    private static readonly TimeSpan FeedPast = TimeSpan.FromDays(30);
    private static readonly TimeSpan FeedAhead = TimeSpan.FromDays(366);

    public async Task<EventReply<EventPage>> ListAsync(
        EventScope scope, UserId viewer, string clubId, string zone, int pageSize, string? pageToken)
    {
        PageSizes.Check(pageSize);
        DateTimeZone? shownIn = null;
        if (zone.Length > 0 && !ZonedTime.TryFindZone(zone, out shownIn))
        {
            return new EventReply<EventPage>(null, EventRejection.ZoneInvalid) { Sentence = ZonedTime.UnknownSentence(zone) };
        }

        var now = time.GetUtcNow();

        // One row more than asked for shows whether there is another page. A page may be shorter than asked for, because hidden
        // events are removed after reading.
        var rows = await store.ListAsync(scope, viewer, clubId, now, PageToken.Read(pageToken, PageToken.Newest), pageSize + 1);
        var events = new List<EventView>(pageSize);
        foreach (var series in rows.Take(pageSize).Select(row => row.ToSeries()))
        {
            NoteUnreadable(series);
            if (await IsVisibleAsync(series, viewer))
            {
                events.Add(await EventViews.OfAsync(store, series, viewer, shownIn, options.Value, now));
            }
        }

        return new EventPage(
            events, rows.Count > pageSize
                ? new PageToken(rows[pageSize - 1].CreatedAtMs, rows[pageSize - 1].EventId).ToString()
                : null);
    }

    public Task OpenFeedAsync(string token, UserId viewer, CalendarScope scope, string subject) =>
        feeds.OpenAsync(HashOf(token), viewer, scope, subject);

    public Task<long> FeedEditionAsync(UserId viewer, CalendarScope scope, string subject) =>
        feeds.EditionAsync(viewer, scope, subject);

    public Task ReplaceFeedAsync(string token, UserId viewer, CalendarScope scope, string subject, long edition) =>
        feeds.ReplaceAsync(HashOf(token), viewer, scope, subject, edition);

    public async Task<string?> ReadFeedAsync(string token)
    {
        if (await feeds.FindAsync(HashOf(token)) is not { } feed)
        {
            return null;
        }

        var now = time.GetUtcNow();
        var entries = new List<(EventSeries Series, IEnumerable<Occurrence> Occurrences)>();
        foreach (var series in await ContentOfAsync(feed.User, feed.Scope, feed.Subject, now - FeedPast))
        {
            NoteUnreadable(series);
            if (series.Fault() is null && await IsVisibleAsync(series, feed.User))
            {
                entries.Add((series, series.Occurrences()
                    .SkipWhile(occurrence => occurrence.EndsAt < now - FeedPast)
                    .TakeWhile(occurrence => occurrence.StartsAt < now + FeedAhead)
                    .Take(FeedOccurrencesMax)));
            }
        }

        return CalendarFile.Write(await NameOfAsync(feed.User, feed.Scope, feed.Subject, entries), entries, now);
    }

    private static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private void NoteUnreadable(EventSeries series)
    {
        if (series.Fault() is { } fault)
        {
            unreadable.LeftOut(EventRow.Table, series.Id, fault);
        }
    }

    private Task<bool> IsVisibleAsync(EventSeries series, UserId viewer) =>
        EventClubs.IsVisibleAsync(GrainFactory, series, viewer);

    private async Task<IEnumerable<EventSeries>> ContentOfAsync(
        UserId user, CalendarScope scope, string subject, DateTimeOffset endAfter)
    {
        switch (scope)
        {
            case CalendarScope.Event:
                return await store.LoadAsync(subject) is { } series ? [series] : [];
            case CalendarScope.Club:
                return await ReadAsync(EventScope.Club);
            case CalendarScope.User:
                return (await ReadAsync(EventScope.Hosting))
                    .Concat(await ReadAsync(EventScope.Following))
                    .DistinctBy(series => series.Id);
            default:
                throw new InvalidDataException($"A calendar feed is of the unknown kind {(int)scope}.");
        }

        async Task<IEnumerable<EventSeries>> ReadAsync(EventScope which) =>
            (await store.ListAsync(which, user, subject, endAfter, PageToken.Newest, FeedEventsMax))
                .Select(row => row.ToSeries());
    }

    private async Task<string> NameOfAsync(
        UserId user, CalendarScope scope, string subject, List<(EventSeries Series, IEnumerable<Occurrence> Occurrences)> entries)
    {
        const string Product = "AudioRooms";
        if (scope != CalendarScope.Club)
        {
            return scope == CalendarScope.Event && entries is [var entry] ? entry.Series.Plan.Title : Product;
        }

        // The name of a private club is shown only while the feed's owner may see the club.
        var club = await GrainFactory.GetGrain<IClubGrain>(subject).GetAsync(user);
        return club.IsAccepted ? club.Value.Name : Product;
    }
}
