using System.Data.Common;
using System.Text.Json;
using AudioRooms.Contracts;
using AudioRooms.Domain.Announcements;
using AudioRooms.Grains.Schedule;
using AudioRooms.Grains.Storage;

namespace AudioRooms.Grains.Announcements;

/// <summary>Stores announcements as work of the schedule, one lane per subject, so that the announcements about a room are
/// delivered in the order in which they were made.</summary>
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
