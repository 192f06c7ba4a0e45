using Grpc.Core;
using Grpc.StandIn.Server;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Builder;

public static class GrpcEndpointRouteBuilderExtensions
{
    /// <summary>Serves every method of <typeparamref name="TService"/>, which derives from a generated service base.</summary>
    public static GrpcServiceEndpointConventionBuilder MapGrpcService<TService>(this IEndpointRouteBuilder builder)
        where TService : class
    {
        var binder = new ServiceTypeBinder<TService>(Settings(builder, typeof(TService)));
        binder.BindService();
        return ServiceEndpoints.Map(builder, binder.Methods, binder.Settings, typeof(TService));
    }

    /// <summary>Serves methods whose handlers are given.</summary>
    public static GrpcServiceEndpointConventionBuilder MapGrpcService(
        this IEndpointRouteBuilder builder, ServerServiceDefinition serviceDefinition)
    {
        ArgumentNullException.ThrowIfNull(serviceDefinition);
        var binder = new HandlerBinder(Settings(builder, typeof(ServerServiceDefinition)));
        serviceDefinition.BindService(binder);
        return ServiceEndpoints.Map(builder, binder.Methods, binder.Settings, typeof(ServerServiceDefinition));
    }

    /// <summary>Serves methods whose handlers are given, made with the application's services.</summary>
    public static GrpcServiceEndpointConventionBuilder MapGrpcService(
        this IEndpointRouteBuilder builder, Func<IServiceProvider, ServerServiceDefinition> mapDefinition)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(mapDefinition);
        return builder.MapGrpcService(mapDefinition(builder.ServiceProvider));
    }

    private static CallSettings Settings(IEndpointRouteBuilder builder, Type serviceType)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var host = builder.ServiceProvider.GetService<CallHost>()
            ?? throw new InvalidOperationException("Call services.AddGrpc() before mapping a gRPC service.");
        return host.SettingsOf(serviceType);
    }
}
