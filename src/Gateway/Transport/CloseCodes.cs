using System.Net.WebSockets;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Protocol;
using Grpc.Core;

namespace AudioRooms.Gateway.Transport;

/// <summary>What a close frame says: 1000, or 4000 and the gRPC status (RFC 6455 §7.4.2 leaves 4000 to 4999 to applications).</summary>
internal static class CloseCodes
{
    /// <summary>The code for a connection's end; null if the device ended it.</summary>
    public static WebSocketCloseStatus Of(WireError? ending) => ending is null or { Status: StatusCode.OK }
        ? WebSocketCloseStatus.NormalClosure
        : (WebSocketCloseStatus)(RoomSocket.CloseCodeBase + (int)ending.Status);
}
