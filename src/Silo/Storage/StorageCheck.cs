using AudioRooms.Grains.Storage;
using AudioRooms.Protocol.Refusals;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AudioRooms.Silo.Storage;

/// <summary>
/// Whether the database has room for more. Without room every change that people make fails, so the server is not ready. Logs
/// when that changes.
/// </summary>
internal sealed partial class StorageCheck(SqlDatabase database, StorageSpace space, ILogger<StorageCheck> logger) : IHealthCheck
{
    private int isKnownFull;

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (await FindFaultAsync(cancellationToken) is not { } fault)
        {
            if (Interlocked.Exchange(ref isKnownFull, 0) == 1)
            {
                LogRoomAgain();
            }

            return HealthCheckResult.Healthy();
        }

        if (Interlocked.Exchange(ref isKnownFull, 1) == 0)
        {
            LogFull(fault);
        }

        return HealthCheckResult.Unhealthy($"{ServiceCodes.StorageFull}: {fault}");
    }

    // A server that is not ready gets no writes, so this check tries one: a write that succeeds ends the fault.
    private async Task<string?> FindFaultAsync(CancellationToken cancellationToken) =>
        space.FreeBytes is { } free && free < StorageSpace.ReserveBytes ? SpaceCheck.TooLittle(free)
        : database.IsFull && !await database.CanWriteAsync(cancellationToken) ? "The database found no space for a write."
        : null;
}
