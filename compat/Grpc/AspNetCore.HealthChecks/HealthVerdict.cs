using Microsoft.Extensions.Diagnostics.HealthChecks;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace Grpc.StandIn.Health;

/// <summary>What the results of several checks make of a service: degraded still serves; without any check nobody knows.</summary>
internal static class HealthVerdict
{
    public static ServingStatus Of(IEnumerable<HealthStatus> results)
    {
        var verdict = ServingStatus.Unknown;
        foreach (var result in results)
        {
            if (result == HealthStatus.Unhealthy)
            {
                return ServingStatus.NotServing;
            }

            verdict = ServingStatus.Serving;
        }

        return verdict;
    }
}
