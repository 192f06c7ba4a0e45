using Grpc.AspNetCore.HealthChecks;
using Grpc.StandIn.Health;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.DependencyInjection;

public static class GrpcHealthChecksServiceExtensions
{
    /// <summary>Makes the application's health checks answerable over gRPC.</summary>
    public static IHealthChecksBuilder AddGrpcHealthChecks(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton<HealthBoard>();
        services.TryAddSingleton<HealthService>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHealthCheckPublisher, HealthPublisher>());
        services.Configure<GrpcHealthChecksOptions>(options =>
        {
            if (!options.Services.TryGet("", out _))
            {
                options.Services.Map("", _ => true);
            }
        });
        return services.AddHealthChecks();
    }

    /// <inheritdoc cref="AddGrpcHealthChecks(IServiceCollection)"/>
    public static IHealthChecksBuilder AddGrpcHealthChecks(this IServiceCollection services, Action<GrpcHealthChecksOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var builder = services.AddGrpcHealthChecks();
        services.Configure(configure);
        return builder;
    }
}
