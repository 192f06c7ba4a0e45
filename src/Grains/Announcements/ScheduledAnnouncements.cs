using System.Data.Common;
using System.Text.Json;
using AudioRooms.Contracts;
using AudioRooms.Domain.Announcements;
using AudioRooms.Grains.Schedule;
using AudioRooms.Grains.Storage;

namespace AudioRooms.Grains.Announcements;

/// <summary>
/// Announcements as work of the schedule, one lane per subject: what is said of a room comes in the order in which it happened.
/// </summary>
internal sealed class ScheduledAnnouncements(SqlDatabase database, ISchedule schedule) : IAnnouncements
{
    public Task AppendAsync(DbConnection c, DbTransaction t, Announcement a) => schedule.PutAsync(
        c, t, new ScheduledWork(
            AnnouncementDispatch.WorkKind, Identifiers.NewId(), a.At, JsonSerializer.Serialize(a), $"announcement {a.Subject}"));

    public void Wake() => schedule.Wake();

    public async Task PublishAsync(Announcement a)
    {
        await database.WriteAsync((connection, transaction) => AppendAsync(connection, transaction, a));
        Wake();
    }
}
