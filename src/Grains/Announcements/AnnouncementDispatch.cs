using System.Text.Json;
using AudioRooms.Domain.Announcements;
using AudioRooms.Grains.Schedule;

namespace AudioRooms.Grains.Announcements;

/// <summary>Passes each announcement on to every consumer. Separate from <see cref="ScheduledAnnouncements"/>, because a consumer
/// may itself depend on a service that makes announcements.</summary>
internal sealed class AnnouncementDispatch(IEnumerable<IAnnouncementConsumer> consumers) : IScheduledWorkHandler
{
    public const string WorkKind = "announcement";

    public string Kind => WorkKind;

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
