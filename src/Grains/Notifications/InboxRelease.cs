using AudioRooms.Contracts.Notifications;
using AudioRooms.Grains.Schedule;

namespace AudioRooms.Grains.Notifications;

/// <summary>Tells a user of what was held back, after quiet hours or a pause.</summary>
internal sealed class InboxRelease(IGrainFactory grains) : IScheduledWorkHandler
{
    public string Kind => InboxWork.ReleaseKind;

    public Task RunAsync(ScheduledWork work, CancellationToken ct) => grains.GetGrain<IInboxGrain>(work.Key).ReleaseAsync();
}
