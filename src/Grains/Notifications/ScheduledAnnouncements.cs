using System.Data.Common;
using System.Text.Json;
using AudioRooms.Contracts;
using AudioRooms.Grains.Schedule;
using AudioRooms.Grains.Storage;

namespace AudioRooms.Grains.Notifications;

/// <summary>Announcements as work of the schedule, one lane per subject: what is said of a room comes in the order in which it happened.</summary>
internal sealed class ScheduledAnnouncements(SqlDatabase database, ISchedule schedule, IEnumerable<IAnnouncementConsumer> consumers)
    : IAnnouncements, IScheduledWorkHandler
{
    public string Kind => "announcement";

    public Task AppendAsync(DbConnection c, DbTransaction t, Announcement a) => schedule.PutAsync(
        c, t, new ScheduledWork(Kind, Identifiers.NewId(), a.At, JsonSerializer.Serialize(a), $"announcement {a.Subject}"));

    public void Wake() => schedule.Wake();

    public async Task PublishAsync(Announcement a)
    {
        await database.WriteAsync((connection, transaction) => AppendAsync(connection, transaction, a));
        Wake();
    }

    public async Task RunAsync(ScheduledWork work, CancellationToken ct)
    {
        var announcement = JsonSerializer.Deserialize<Announcement>(work.Payload)
            ?? throw new InvalidDataException($"Announcement {work.Key} has no content.");
        foreach (var consumer in consumers)
        {
            await consumer.ConsumeAsync(announcement, work.Key, ct);
        }
    }
}
