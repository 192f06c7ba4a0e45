using System.Text.Json;
using AudioRooms.Contracts.Notifications;
using AudioRooms.Contracts.Users;
using AudioRooms.Grains.Schedule;

namespace AudioRooms.Grains.Social;

/// <summary>Scheduled work after a block: withdraws from each inbox what the other person caused.</summary>
internal sealed class Parting(IGrainFactory grains) : IScheduledWorkHandler
{
    private const string WorkKind = "inbox.part";

    public string Kind => WorkKind;

    public static ScheduledWork Of(UserId one, UserId other, DateTimeOffset due) => new(
        WorkKind, $"{one} {other}", due, JsonSerializer.Serialize(new Pair(one.Value, other.Value)));

    public async Task RunAsync(ScheduledWork work, CancellationToken ct)
    {
        var pair = JsonSerializer.Deserialize<Pair>(work.Payload)
            ?? throw new InvalidDataException($"Scheduled work {work.Kind} {work.Key} has no content.");
        await grains.GetGrain<IInboxGrain>(pair.One).DropPersonAsync(new UserId(pair.Other));
        await grains.GetGrain<IInboxGrain>(pair.Other).DropPersonAsync(new UserId(pair.One));
    }

    private sealed record Pair(string One, string Other);
}
