using AudioRooms.Contracts.Notifications;
using AudioRooms.Grains.Schedule;

namespace AudioRooms.Grains.Notifications;

/// <summary>Quiet hours or a pause are over for somebody.</summary>
internal sealed class InboxRelease(IGrainFactory grains) : IScheduledWorkHandler
{
    public string Kind => InboxWork.ReleaseKind;

    public Task RunAsync(ScheduledWork work, CancellationToken ct) => grains.GetGrain<IInboxGrain>(work.Key).ReleaseAsync();
}
