using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Refusals;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace AudioRooms.Gateway.Access;

/// <summary>
/// Counts every call whose row in <see cref="RpcAccess"/> names a limit to count before the service. Runs after the
/// authentication, so that a stranger cannot use up another person's share. Synthetic users have no limits, because only the
/// holder of the operator's key can mint their tokens.
/// </summary>
internal sealed class RateLimitInterceptor(RateLimiter limiter, GatewayMetrics metrics) : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        Take(context);
        return continuation(request, context);
    }

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        Take(context);
        return continuation(request, responseStream, context);
    }

    private void Take(ServerCallContext context)
    {
        if (RpcAccess.Of(context.Method)?.Limits.Before is not { } limit || Caller.IsUnlimited(context))
        {
            return;
        }

        var wait = TimeSpan.Zero;
        if ((Caller.Find(context) is { } caller && !limiter.TryTake(limit, caller.Person.Id.Value, out wait))
            || !limiter.TryTake(limit, context.GetHttpContext().Connection.RemoteIpAddress, out wait))
        {
            throw metrics.Refuse(WireErrors.Of(EdgeRefusal.RateLimited) with { RetryAfter = wait });
        }
    }
}
