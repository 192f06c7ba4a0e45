using System.Data.Common;
using System.Text.Json;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Announcements;
using AudioRooms.Domain.Events;
using AudioRooms.Grains.Announcements;
using AudioRooms.Grains.Schedule;
using AudioRooms.Protocol.Bounds;
using Microsoft.Extensions.Options;

namespace AudioRooms.Grains.Events;

/// <summary>Writes the consequences of a change of an event in the transaction of the change: the search document, the next
/// moment of the schedule, and announcements.</summary>
internal sealed class EventOutbox(
    EventListing listing, IAnnouncements announcements, ISchedule schedule, IOptions<EventLimits> options)
{
    private static readonly JsonSerializerOptions Json = JsonSerializerOptions.Web;

    /// <summary>To be called after the commit.</summary>
    public void Wake() => schedule.Wake();

    /// <summary>Writes the consequences of a command.</summary>
    public async Task WriteAsync(
        DbConnection connection, DbTransaction transaction, EventSeries? before, EventSeries series, UserId actor,
        DateTimeOffset now)
    {
        await listing.WriteAsync(connection, transaction, series, now);
        await ScheduleAsync(connection, transaction, series);
        foreach (var notice in EventNotices.Of(before, series))
        {
            var kind = notice.Kind switch
            {
                EventNoticeKind.Scheduled => AnnouncementKind.EventScheduled,
                EventNoticeKind.Moved => AnnouncementKind.EventMoved,
                EventNoticeKind.Cancelled => AnnouncementKind.EventCancelled,
            };
            await (notice.Occurrence is { } occurrence
                ? ScheduleNotificationAsync(
                    connection,
                    transaction,
                    new EventNotification(series.Id, kind, occurrence, notice.Title, now) { Actor = actor.Value })
                : announcements.AppendAsync(
                    connection, transaction, About(series, kind, now, notice.Title) with { Actor = actor }));
        }

        if (before is null)
        {
            foreach (var named in series.Plan.CoHosts.Concat(series.AllGuests()))
            {
                await announcements.AppendAsync(
                    connection,
                    transaction,
                    About(series, AnnouncementKind.EventScheduled, now, series.Plan.Title) with
                    {
                        Actor = actor,
                        Recipient = named,
                    });
            }
        }
    }

    /// <summary>Does what was due since the last look, when a moment has come.</summary>
    public async Task CatchUpAsync(DbConnection connection, DbTransaction transaction, EventSeries series, DateTimeOffset now)
    {
        var moments = EventMoments.Between(
            series, options.Value, await EventStore.HandledUntilAsync(connection, transaction, series.Id), now);
        await EventStore.SetHandledUntilAsync(connection, transaction, series.Id, now);
        await listing.WriteAsync(connection, transaction, series, now);
        await ScheduleAsync(connection, transaction, series);
        foreach (var moment in moments)
        {
            var title = moment.Occurrence.Title;
            switch (moment.Kind)
            {
                case EventMomentKind.HostReminder:
                    await announcements.AppendAsync(
                        connection, transaction, About(series, AnnouncementKind.EventHostReminder, now, title));
                    break;
                case EventMomentKind.Start:
                    await announcements.AppendAsync(
                        connection, transaction, About(series, AnnouncementKind.EventStarting, now, title));
                    await RemindAsync();
                    break;
                case EventMomentKind.Reminder:
                    await RemindAsync();
                    break;
                case EventMomentKind.Past:
                    break;
            }

            Task RemindAsync() => ScheduleNotificationAsync(
                connection,
                transaction,
                new EventNotification(series.Id, AnnouncementKind.EventReminder, moment.Occurrence.Id, title, now)
                {
                    LeadMinutes = (int)moment.Lead.TotalMinutes,
                });
        }
    }

    /// <summary>Schedules a page of people to tell.</summary>
    public Task ScheduleNotificationAsync(DbConnection connection, DbTransaction transaction, EventNotification notification) =>
        schedule.PutAsync(
            connection,
            transaction,
            new ScheduledWork(
                EventNotificationWork.WorkKind,
                notification.Key,
                notification.At,
                JsonSerializer.Serialize(notification, Json)));

    /// <summary>Tells one page of people and schedules the next.</summary>
    public async Task AnnouncePageAsync(
        DbConnection connection,
        DbTransaction transaction,
        EventSeries series,
        EventNotification notification,
        IReadOnlyList<string> page,
        bool isLast)
    {
        var about = About(series, notification.Kind, notification.At, notification.Title);
        foreach (var user in page)
        {
            await announcements.AppendAsync(connection, transaction, about with
            {
                Actor = notification.Actor is { } actor ? new UserId(actor) : null,
                Recipient = new UserId(user),
            });
        }

        if (!isLast)
        {
            await ScheduleNotificationAsync(connection, transaction, notification with { After = page[^1] });
        }
    }

    public static EventNotification ReadNotification(string payload) =>
        JsonSerializer.Deserialize<EventNotification>(payload, Json)
        ?? throw new InvalidDataException("The schedule has a notification without content.");

    private static Announcement About(EventSeries series, AnnouncementKind kind, DateTimeOffset at, string title) =>
        new(kind, null, $"event/{series.Id}", at, Text: title, Club: series.Plan.ClubId.Length > 0 ? series.Plan.ClubId : null);

    // Counted from the last look instead of from now, so that a moment shortly before a command is not lost.
    private async Task ScheduleAsync(DbConnection connection, DbTransaction transaction, EventSeries series) =>
        await (EventMoments.NextAfter(
            series, options.Value, await EventStore.HandledUntilAsync(connection, transaction, series.Id)) is { } next
            ? schedule.PutAsync(connection, transaction, new ScheduledWork(EventMomentsWork.WorkKind, series.Id, next, "{}"))
            : schedule.CancelAsync(connection, transaction, EventMomentsWork.WorkKind, series.Id));
}
