using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Refusals;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.Logging;

namespace AudioRooms.Gateway.Services;

/// <summary>
/// The outermost interceptor of every call with one answer or a stream of them: a call that fails ends with a code of the wire
/// table. A silent cluster and a full disk have codes of their own; every other exception is a bug and is logged.
/// </summary>
internal sealed partial class FaultInterceptor(GatewayMetrics metrics, ILogger<FaultInterceptor> logger) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            return await continuation(request, context).ConfigureAwait(false);
        }
        catch (Exception error) when (IsOurs(error, context))
        {
            throw Refusal(error, context);
        }
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(request, responseStream, context).ConfigureAwait(false);
        }
        catch (Exception error) when (IsOurs(error, context))
        {
            throw Refusal(error, context);
        }
    }

    // A refusal has its code already, and a caller that hung up gets no answer.
    private static bool IsOurs(Exception error, ServerCallContext context) =>
        error is not RpcException && !context.CancellationToken.IsCancellationRequested;

    private RefusalException Refusal(Exception error, ServerCallContext context)
    {
        if (ClusterFaults.IsFault(error))
        {
            return metrics.Refuse(WireErrors.Of(ClusterFaults.RefusalOf(error)));
        }

        LogCallFailed(error, context.Method);
        return metrics.Refuse(WireErrors.Of(EdgeRefusal.Internal));
    }
}
