using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AudioRooms.Silo.Startup;

/// <summary>
/// Waits until the server says of itself that it accepts joins, as <c>/readyz</c> does: only then it is announced.
/// </summary>
internal sealed class ReadyWait(HealthCheckService health)
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(50);

    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        using var again = new PeriodicTimer(Period, TimeProvider.System);
        while ((await health.CheckHealthAsync(cancellationToken)).Status != HealthStatus.Healthy)
        {
            await again.WaitForNextTickAsync(cancellationToken);
        }
    }
}
