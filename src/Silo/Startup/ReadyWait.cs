using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AudioRooms.Silo.Startup;

/// <summary>
/// Waits until the server accepts joins by the same check as <c>/readyz</c>, so that it is announced no earlier.
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
