using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Timeouts;

namespace Grpc.StandIn.Server;

/// <summary>Takes the requests of one method.</summary>
internal abstract class CallHandler(IMethod method, CallSettings settings)
{
    public Task HandleAsync(HttpContext http)
    {
        if (!ProtocolCheck.Passes(http))
        {
            return Task.CompletedTask;
        }

        var call = new ServerCall(http, settings);
        http.Features.Set<IServerCallContextFeature>(call);
        return HandleAsync(call);
    }

    protected abstract Task RunAsync(ServerCall call);

    private async Task HandleAsync(ServerCall call)
    {
        try
        {
            call.Start();
            if (call.HasEnded)
            {
                await call.EndAsync().ConfigureAwait(false);
                return;
            }

            if (method.Type != MethodType.Unary)
            {
                AllowLongLife(call.HttpContext, isRequestStream: method.Type != MethodType.ServerStreaming);
            }

            await RunAsync(call).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // The edge of the call: whatever the handler threw becomes the call's status.
            await call.FailAsync(e).ConfigureAwait(false);
            return;
        }

        await call.EndAsync().ConfigureAwait(false);
    }

    /// <summary>A stream may be silent for as long as it likes and carry any number of bytes; its messages have their own limit.</summary>
    private static void AllowLongLife(HttpContext http, bool isRequestStream)
    {
        if (isRequestStream)
        {
            if (http.Features.Get<Microsoft.AspNetCore.Server.Kestrel.Core.Features.IHttpMinRequestBodyDataRateFeature>() is { } rate)
            {
                rate.MinDataRate = null;
            }

            if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            {
                size.MaxRequestBodySize = null;
            }
        }

        if (http.Features.Get<IHttpRequestTimeoutFeature>() is { } timeout
            && http.GetEndpoint()?.Metadata.GetMetadata<RequestTimeoutAttribute>() is null)
        {
            timeout.DisableTimeout();
        }
    }
}
