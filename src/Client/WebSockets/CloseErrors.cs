using System.Net.WebSockets;
using AudioRooms.Protocol;
using Grpc.Core;

namespace AudioRooms.Client.WebSockets;

/// <summary>Translates a server's close frame into the end of a gRPC call.</summary>
internal static class CloseErrors
{
    /// <summary>The error with which a gRPC call would have ended; null for none.</summary>
    public static RpcException? Of(WebSocketCloseStatus? code, string? reason)
    {
        var number = (int)(code ?? WebSocketCloseStatus.Empty);
        return CloseCodes.StatusOf(number) switch
        {
            StatusCode.OK => null,
            { } status => Refusals.ToRpcException(status, reason ?? "", $"The server closed the connection: {reason}."),
            null => Refusals.ToRpcException(
                StatusCode.Unavailable, "", $"the WebSocket was closed with {number} {reason}".TrimEnd()),
        };
    }
}
