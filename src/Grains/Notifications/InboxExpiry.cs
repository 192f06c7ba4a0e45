using AudioRooms.Contracts.Notifications;
using AudioRooms.Grains.Schedule;

namespace AudioRooms.Grains.Notifications;

/// <summary>Removes entries of an inbox that are older than it keeps them.</summary>
internal sealed class InboxExpiry(IGrainFactory grains) : IScheduledWorkHandler
{
    public string Kind => InboxWork.ExpireKind;

    public Task RunAsync(ScheduledWork work, CancellationToken ct) => grains.GetGrain<IInboxGrain>(work.Key).ExpireAsync();
}
