using AudioRooms.Contracts.Rooms;
using AudioRooms.Gateway.Posts;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AudioRooms.Gateway.Http;

/// <summary>Whether this gateway accepts joins: not stopping, and the cluster finds rooms, storage included.</summary>
internal sealed class ReadinessCheck(IGrainFactory grains, RoomPosts posts, TimeProvider time) : IHealthCheck
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(5);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (posts.IsStopping)
        {
            return HealthCheckResult.Unhealthy("The gateway is stopping.");
        }

        try
        {
            await grains.GetGrain<IRoomDirectoryGrain>(0).ListLiveAsync(1, null)
                .WaitAsync(AnswerWithin, time, cancellationToken).ConfigureAwait(false);
            return HealthCheckResult.Healthy();
        }
        catch (Exception error)
        {
            return HealthCheckResult.Unhealthy("The cluster does not find rooms.", error);
        }
    }
}
