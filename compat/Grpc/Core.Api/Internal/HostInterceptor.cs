using Grpc.Core.Interceptors;

namespace Grpc.StandIn;

/// <summary>Gives calls the host that the client was copied with, unless the call names one itself.</summary>
internal sealed class HostInterceptor(string host) : ContextInterceptor
{
    protected override ClientInterceptorContext<TRequest, TResponse> Change<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context) => new(context.Method, context.Host ?? host, context.Options);
}
