using Microsoft.Extensions.DependencyInjection;

namespace AudioRooms.Streaming;

/// <inheritdoc cref="ILiveStreamHub"/>
[GrainType("audiorooms-live-stream-hub")]
internal sealed class LiveStreamHub(
    [FromKeyedServices(LiveStreamHostingExtensions.ClockKey)] TimeProvider time) : Grain, ILiveStreamHub
{
    private readonly HubRoster roster = new(Guid.NewGuid());

    public Task<HubView> AnnounceAsync(HubAnnouncement announcement)
    {
        if (roster.Apply(announcement, time.GetUtcNow()))
        {
            foreach (ILiveStreamNode publisher in roster.PublishersExcept(announcement.NodeId))
            {
                // One-way, so that a publisher that is gone does not delay the others. A publisher that misses it learns it at
                // its next renewal.
                _ = publisher.RelaysChangedAsync(announcement.StreamId, roster.View);
            }
        }

        return Task.FromResult(roster.View);
    }
}
