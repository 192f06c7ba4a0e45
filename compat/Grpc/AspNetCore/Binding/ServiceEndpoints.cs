using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace Grpc.StandIn.Server;

/// <summary>
/// The routes of a service: one per method, one for every other method of the service, and one per application for every other
/// service; the last two answer UNIMPLEMENTED.
/// </summary>
internal static class ServiceEndpoints
{
    private static readonly HttpMethodMetadata PostOnly = new([HttpMethods.Post], acceptCorsPreflight: true);

    public static GrpcServiceEndpointConventionBuilder Map(
        IEndpointRouteBuilder builder, IReadOnlyList<ServiceMethod> methods, CallSettings settings, Type serviceType)
    {
        var endpoints = new List<IEndpointConventionBuilder>();
        foreach (var (method, handler, attributes) in methods)
        {
            var endpoint = builder.Map(method.FullName, handler);
            endpoint.Add(convention =>
            {
                convention.DisplayName = $"gRPC - {method.FullName}";
                convention.Metadata.Add(new GrpcMethodMetadata(serviceType, method));
                convention.Metadata.Add(PostOnly);
                foreach (var attribute in attributes)
                {
                    convention.Metadata.Add(attribute);
                }
            });
            endpoints.Add(endpoint);
        }

        if (!settings.IgnoreUnknownServices)
        {
            var host = builder.ServiceProvider.GetRequiredService<CallHost>();
            foreach (var service in methods.Select(method => method.Method.ServiceName).Distinct(StringComparer.Ordinal))
            {
                if (host.TryAddService(service))
                {
                    endpoints.Add(MapUnimplemented(builder, $"/{service}/{{method}}", "the service has no such method", settings));
                }
            }

            if (host.TryAddUnknownService())
            {
                MapUnimplemented(builder, "/{service}/{method}", "there is no such service", settings);
            }
        }

        return new GrpcServiceEndpointConventionBuilder(endpoints);
    }

    private static IEndpointConventionBuilder MapUnimplemented(
        IEndpointRouteBuilder builder, string pattern, string reason, CallSettings settings)
    {
        var route = RoutePatternFactory.Parse(pattern, defaults: null, parameterPolicies: new { method = GrpcRequestConstraint.Instance });
        var status = new Status(StatusCode.Unimplemented, $"Unimplemented: {reason}.");
        var endpoint = builder.Map(route, http =>
        {
            if (!ProtocolCheck.Passes(http))
            {
                return Task.CompletedTask;
            }

            var call = new ServerCall(http, settings);
            call.Start();
            return call.FailAsync(new RpcException(status)).AsTask();
        });
        endpoint.Add(convention => convention.DisplayName = $"gRPC - unimplemented {pattern}");
        return endpoint;
    }

    /// <summary>Lets anything that is not a gRPC request go on to the application's other routes.</summary>
    private sealed class GrpcRequestConstraint : IRouteConstraint
    {
        public static readonly GrpcRequestConstraint Instance = new();

        public bool Match(
            HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
            httpContext is not null
            && HttpMethods.IsPost(httpContext.Request.Method)
            && ProtocolCheck.IsGrpcContentType(httpContext.Request.ContentType);
    }
}
