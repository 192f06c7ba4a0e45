using Grpc.StandIn.Reflection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

public static class GrpcReflectionServiceExtensions
{
    /// <summary>Makes the mapped services describable. Not for production: it tells everybody everything.</summary>
    public static IServiceCollection AddGrpcReflection(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton<ServiceCatalog>();
        services.TryAddSingleton<ReflectionService>();
        return services;
    }
}
