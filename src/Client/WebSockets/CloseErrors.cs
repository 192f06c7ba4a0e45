using System.Net.WebSockets;
using AudioRooms.Protocol;
using Grpc.Core;

namespace AudioRooms.Client.WebSockets;

/// <summary>What a server's close frame means, as the end of a gRPC call.</summary>
internal static class CloseErrors
{
    /// <summary>The error that a call would have ended with; null for none.</summary>
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
