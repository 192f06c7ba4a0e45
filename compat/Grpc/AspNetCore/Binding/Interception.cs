using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Grpc.StandIn.Server;

/// <summary>
/// Puts interceptors around a handler, once per method; each call then makes its own instances, from the outermost inwards.
/// </summary>
internal static class Interception
{
    public static UnaryServerMethod<TRequest, TResponse> Around<TRequest, TResponse>(
        UnaryServerMethod<TRequest, TResponse> handler, IReadOnlyList<InterceptorRegistration> interceptors)
        where TRequest : class
        where TResponse : class
    {
        for (var i = interceptors.Count - 1; i >= 0; i--)
        {
            var (registration, next) = (interceptors[i], handler);
            handler = (request, context) => UseAsync(
                registration, context, interceptor => interceptor.UnaryServerHandler(request, context, next));
        }

        return handler;
    }

    public static ClientStreamingServerMethod<TRequest, TResponse> Around<TRequest, TResponse>(
        ClientStreamingServerMethod<TRequest, TResponse> handler, IReadOnlyList<InterceptorRegistration> interceptors)
        where TRequest : class
        where TResponse : class
    {
        for (var i = interceptors.Count - 1; i >= 0; i--)
        {
            var (registration, next) = (interceptors[i], handler);
            handler = (requests, context) => UseAsync(
                registration, context, interceptor => interceptor.ClientStreamingServerHandler(requests, context, next));
        }

        return handler;
    }

    public static ServerStreamingServerMethod<TRequest, TResponse> Around<TRequest, TResponse>(
        ServerStreamingServerMethod<TRequest, TResponse> handler, IReadOnlyList<InterceptorRegistration> interceptors)
        where TRequest : class
        where TResponse : class
    {
        for (var i = interceptors.Count - 1; i >= 0; i--)
        {
            var (registration, next) = (interceptors[i], handler);
            handler = (request, responses, context) => UseAsync(
                registration, context, interceptor => interceptor.ServerStreamingServerHandler(request, responses, context, next));
        }

        return handler;
    }

    public static DuplexStreamingServerMethod<TRequest, TResponse> Around<TRequest, TResponse>(
        DuplexStreamingServerMethod<TRequest, TResponse> handler, IReadOnlyList<InterceptorRegistration> interceptors)
        where TRequest : class
        where TResponse : class
    {
        for (var i = interceptors.Count - 1; i >= 0; i--)
        {
            var (registration, next) = (interceptors[i], handler);
            handler = (requests, responses, context) => UseAsync(
                registration, context, interceptor => interceptor.DuplexStreamingServerHandler(requests, responses, context, next));
        }

        return handler;
    }

    private static async Task<T> UseAsync<T>(InterceptorRegistration registration, ServerCallContext context, Func<Interceptor, Task<T>> run)
    {
        var interceptor = registration.Create(context.GetHttpContext().RequestServices, out var isOwned);
        try
        {
            return await run(interceptor).ConfigureAwait(false);
        }
        finally
        {
            await CallOwned.ReleaseAsync(interceptor, isOwned).ConfigureAwait(false);
        }
    }

    private static async Task UseAsync(InterceptorRegistration registration, ServerCallContext context, Func<Interceptor, Task> run)
    {
        var interceptor = registration.Create(context.GetHttpContext().RequestServices, out var isOwned);
        try
        {
            await run(interceptor).ConfigureAwait(false);
        }
        finally
        {
            await CallOwned.ReleaseAsync(interceptor, isOwned).ConfigureAwait(false);
        }
    }
}
