namespace AudioRooms.Client;

/// <summary>The transport of connections with rooms. Both transports carry the same messages.</summary>
public enum RoomTransport
{
    /// <summary>A gRPC call on the HTTP/2 connection that all other calls use.</summary>
    Grpc = 0,

    /// <summary>A WebSocket per room, on the server's HTTP port: what browsers use, and what passes proxies without
    /// HTTP/2.</summary>
    WebSocket = 1,
}
