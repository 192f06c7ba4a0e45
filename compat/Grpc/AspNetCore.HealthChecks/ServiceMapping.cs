namespace Grpc.AspNetCore.HealthChecks;

/// <summary>Which health checks a service's status is made of.</summary>
public sealed class ServiceMapping
{
    /// <param name="name">Of the gRPC service; empty for the server as a whole.</param>
    /// <param name="predicate">True for the checks that count.</param>
    public ServiceMapping(string name, Func<HealthCheckMapContext, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(predicate);
        Name = name;
        HealthCheckPredicate = predicate;
    }

    public string Name { get; }

    public Func<HealthCheckMapContext, bool>? HealthCheckPredicate { get; }
}
