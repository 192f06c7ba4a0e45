using AudioRooms.Contracts;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Gateway.Rooms;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace AudioRooms.Gateway.Services;

/// <summary>
/// Whether this gateway accepts joins: it is not stopping, and the cluster finds rooms, storage included. Logs a change once, not
/// at each request.
/// </summary>
internal sealed partial class ReadinessCheck(
    IGrainFactory grains, GatewayRooms rooms, [ProductClock] TimeProvider time, ILogger<ReadinessCheck> logger) : IHealthCheck
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(5);

    private int isKnownNotReady;

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (rooms.IsCordoned)
        {
            return HealthCheckResult.Unhealthy(rooms.IsDraining ? "The gateway is draining." : "The gateway is stopping.");
        }

        try
        {
            await grains.GetGrain<IRoomDirectoryGrain>(0).ListLiveAsync(1, null)
                .WaitAsync(AnswerWithin, time, cancellationToken).ConfigureAwait(false);
            if (Interlocked.Exchange(ref isKnownNotReady, 0) == 1)
            {
                LogReadyAgain();
            }

            return HealthCheckResult.Healthy();
        }
        catch (Exception error)
        {
            if (Interlocked.Exchange(ref isKnownNotReady, 1) == 0)
            {
                LogNotReady(error, error.Message);
            }

            return HealthCheckResult.Unhealthy("The cluster does not find rooms.", error);
        }
    }
}
