using System.Net.WebSockets;
using AudioRooms.Protocol;
using Grpc.Core;

namespace AudioRooms.Client.WebSockets;

/// <summary>What a server's close frame means, as the end of a gRPC call: 1000 in order, 4000 and the gRPC status, with the refusal's code as reason.</summary>
internal static class CloseCodes
{
    /// <summary>The error that a call would have ended with; null for none.</summary>
    public static RpcException? ErrorOf(WebSocketCloseStatus? code, string? reason)
    {
        var number = (int)(code ?? WebSocketCloseStatus.Empty);
        return number switch
        {
            (int)WebSocketCloseStatus.NormalClosure => null,
            > RoomSocket.CloseCodeBase and <= RoomSocket.CloseCodeBase + (int)StatusCode.Unauthenticated =>
                Refusals.ToRpcException((StatusCode)(number - RoomSocket.CloseCodeBase), reason ?? "", $"The server closed the connection: {reason}."),

            // Said by something between here and the server, or by a server that fails.
            _ => Refusals.ToRpcException(StatusCode.Unavailable, "", $"the WebSocket was closed with {number} {reason}".TrimEnd()),
        };
    }
}
