using Grpc.AspNetCore.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Grpc.StandIn.Health;

/// <summary>Brings the results that the host publishes to those who watch or ask the cache.</summary>
internal sealed class HealthPublisher(
    HealthBoard board, IOptions<GrpcHealthChecksOptions> options, IOptions<HealthCheckServiceOptions> registered) : IHealthCheckPublisher
{
    public Task PublishAsync(HealthReport report, CancellationToken cancellationToken)
    {
        var tags = registered.Value.Registrations.ToDictionary(registration => registration.Name, registration => registration.Tags);
        foreach (var mapping in options.Value.Services)
        {
            var counted = report.Entries.Where(entry => mapping.HealthCheckPredicate!(
                new HealthCheckMapContext(entry.Key, tags.TryGetValue(entry.Key, out var known) ? known : [])));
            board.Set(mapping.Name, HealthVerdict.Of(counted.Select(entry => entry.Value.Status)));
        }

        return Task.CompletedTask;
    }
}
