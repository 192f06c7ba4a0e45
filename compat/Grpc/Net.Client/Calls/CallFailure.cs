using System.Net.Sockets;
using Grpc.Core;

namespace Grpc.StandIn.Client;

/// <summary>What an exception of the transport means for a call.</summary>
internal static class CallFailure
{
    public static Status StatusOf(Exception error)
    {
        var code = error is OperationCanceledException ? StatusCode.Cancelled : CodeOf(error);
        return new Status(code, $"The call failed. {error.GetType().Name}: {error.Message}", error);
    }

    /// <summary>True if nothing of the call can have reached the server.</summary>
    public static bool IsNotConnected(HttpRequestException error) => error.HttpRequestError is
        HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError;

    private static StatusCode CodeOf(Exception error)
    {
        var code = StatusCode.Internal;
        for (var current = error; current is not null; current = current.InnerException)
        {
            switch (current)
            {
                case HttpProtocolException protocol:
                    return CodeOfHttp2(protocol.ErrorCode);
                case SocketException or IOException:
                    code = StatusCode.Unavailable;
                    break;
                default:
                    break;
            }
        }

        return code;
    }

    /// <summary>Source: gRPC over HTTP/2, "HTTP2 Transport Mapping", Errors. Codes from RFC 9113 §7.</summary>
    private static StatusCode CodeOfHttp2(long errorCode) => errorCode switch
    {
        0x7 => StatusCode.Unavailable, // REFUSED_STREAM: the server has not begun
        0x8 => StatusCode.Cancelled,
        0xb => StatusCode.ResourceExhausted, // ENHANCE_YOUR_CALM
        0xc => StatusCode.PermissionDenied, // INADEQUATE_SECURITY
        _ => StatusCode.Internal,
    };
}
