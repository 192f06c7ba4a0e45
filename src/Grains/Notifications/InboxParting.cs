using AudioRooms.Contracts.Notifications;
using AudioRooms.Contracts.Users;
using AudioRooms.Grains.Schedule;

namespace AudioRooms.Grains.Notifications;

/// <summary>Two people are out of each other's sight: neither inbox says any more what the other did.</summary>
internal sealed class InboxParting(IGrainFactory grains) : IScheduledWorkHandler
{
    public string Kind => InboxWork.PartKind;

    public async Task RunAsync(ScheduledWork work, CancellationToken ct)
    {
        var pair = InboxWork.Read<PartWork>(work);
        await grains.GetGrain<IInboxGrain>(pair.One).DropPersonAsync(new UserId(pair.Other));
        await grains.GetGrain<IInboxGrain>(pair.Other).DropPersonAsync(new UserId(pair.One));
    }
}
