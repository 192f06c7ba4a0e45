using Grpc.StandIn.Reflection;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Builder;

public static class GrpcReflectionEndpointRouteBuilderExtensions
{
    /// <summary>Serves <c>grpc.reflection.v1.ServerReflection</c>, and the same under its earlier name <c>v1alpha</c>.</summary>
    public static IEndpointConventionBuilder MapGrpcReflectionService(this IEndpointRouteBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var service = builder.ServiceProvider.GetService<ReflectionService>()
            ?? throw new InvalidOperationException("Call services.AddGrpcReflection() before mapping the reflection service.");
        var v1 = builder.MapGrpcService<ReflectionService>();
        var alpha = builder.MapGrpcService(service.DefineAlpha());
        return new BothVersions(v1, alpha);
    }

    private sealed class BothVersions(IEndpointConventionBuilder v1, IEndpointConventionBuilder alpha) : IEndpointConventionBuilder
    {
        public void Add(Action<EndpointBuilder> convention)
        {
            v1.Add(convention);
            alpha.Add(convention);
        }

        public void Finally(Action<EndpointBuilder> finallyConvention)
        {
            v1.Finally(finallyConvention);
            alpha.Finally(finallyConvention);
        }
    }
}
