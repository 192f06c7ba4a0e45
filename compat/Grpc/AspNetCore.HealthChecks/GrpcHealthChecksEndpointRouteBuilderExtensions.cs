using Grpc.StandIn.Health;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Builder;

public static class GrpcHealthChecksEndpointRouteBuilderExtensions
{
    /// <summary>Serves <c>grpc.health.v1.Health</c>.</summary>
    public static GrpcServiceEndpointConventionBuilder MapGrpcHealthChecksService(this IEndpointRouteBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.ServiceProvider.GetService<HealthBoard>() is null)
        {
            throw new InvalidOperationException("Call services.AddGrpcHealthChecks() before mapping the health service.");
        }

        return builder.MapGrpcService<HealthService>();
    }
}
