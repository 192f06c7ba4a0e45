using System.Data.Common;
using System.Threading.Channels;
using AudioRooms.Domain.Announcements;
using AudioRooms.Grains.Announcements;

namespace AudioRooms.Grains.Tests.Cluster;

/// <summary>Records announcements in their order.</summary>
internal sealed class RecordingAnnouncements : IAnnouncements
{
    private readonly Channel<Announcement> announced = Channel.CreateUnbounded<Announcement>();

    public bool HasMore => announced.Reader.TryPeek(out _);

    public async Task<Announcement> NextAsync() => await announced.Reader.ReadAsync();

    /// <summary>The next announcements, as "kind > recipient".</summary>
    public async Task<string[]> NextAsync(int count)
    {
        var next = new string[count];
        for (var index = 0; index < count; index++)
        {
            var announcement = await NextAsync();
            next[index] = $"{announcement.Kind} > {announcement.Recipient?.Value ?? "all"}";
        }

        return [.. next.Order(StringComparer.Ordinal)];
    }

    public Task AppendAsync(DbConnection c, DbTransaction t, Announcement a) => PublishAsync(a);

    public Task PublishAsync(Announcement a)
    {
        announced.Writer.TryWrite(a);
        return Task.CompletedTask;
    }

    public void Wake()
    {
    }
}
