using AudioRooms.Domain.Announcements;
using AudioRooms.Grains.Schedule;
using AudioRooms.Grains.Storage;
using Dapper;

namespace AudioRooms.Grains.Events;

/// <summary>Tells the people of an occurrence in pages of 100, so that an event with many followers takes many short transactions
/// instead of a long one.</summary>
internal sealed class EventNotificationWork(SqlDatabase database, EventOutbox outbox) : IScheduledWorkHandler
{
    public const string WorkKind = "event.tell";

    private const int PageSize = 100;

    public string Kind => WorkKind;

    public async Task RunAsync(ScheduledWork work, CancellationToken ct)
    {
        var notification = EventOutbox.ReadNotification(work.Payload);
        await database.WriteAsync(
            async (connection, transaction) =>
            {
                // The event was erased meanwhile, or the reminder is for an occurrence that was cancelled.
                if (await EventStore.LockAsync(connection, transaction, notification.EventId) is not { } series
                    || (notification.Kind == AnnouncementKind.EventReminder
                        && series.Occurrences()
                            .FirstOrDefault(one => one.Id == notification.Occurrence) is not { IsCancelled: false }))
                {
                    return;
                }

                var isReminder = notification.Kind == AnnouncementKind.EventReminder;
                var named = isReminder ? string.Empty : $"OR kind IN ({(int)EventTie.Hosts}, {(int)EventTie.IsGuest})";
                var lead = isReminder && notification.LeadMinutes > 0 ? "AND lead_minutes = @LeadMinutes" : string.Empty;
                var users = (await connection.QueryAsync<string>(
                    $"""
                    SELECT DISTINCT user_id FROM event_people
                    WHERE event_id = @EventId AND user_id > @After AND user_id <> @Actor AND (
                        (kind = {(int)EventTie.Follows} {lead}) OR (kind = {(int)EventTie.Attends}
                        AND occurrence_ms = @Occurrence {lead}) {named})
                    ORDER BY user_id LIMIT {PageSize + 1}
                    """,
                    new
                    {
                        notification.EventId,
                        notification.After,
                        Actor = notification.Actor ?? string.Empty,
                        notification.Occurrence,
                        LeadMinutes = (long)notification.LeadMinutes,
                    },
                    transaction)).AsList();
                await outbox.AnnouncePageAsync(
                    connection, transaction, series, notification, users.GetRange(0, Math.Min(users.Count, PageSize)),
                    users.Count <= PageSize);
            },
            ct);
        outbox.Wake();
    }
}
