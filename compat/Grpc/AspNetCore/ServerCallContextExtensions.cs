using Grpc.StandIn.Server;
using Microsoft.AspNetCore.Http;

namespace Grpc.Core;

public static class ServerCallContextExtensions
{
    /// <summary>The HTTP request and response that carry the call.</summary>
    public static HttpContext GetHttpContext(this ServerCallContext serverCallContext)
    {
        ArgumentNullException.ThrowIfNull(serverCallContext);
        return serverCallContext is ServerCall call
            ? call.HttpContext
            : throw new InvalidOperationException($"{serverCallContext.GetType()} is not a call that an HTTP request carries.");
    }
}
