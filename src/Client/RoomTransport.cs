namespace AudioRooms.Client;

/// <summary>What carries the connections with rooms. They hear and say the same on both.</summary>
public enum RoomTransport
{
    /// <summary>A gRPC call on the connection that everything else uses, too.</summary>
    Grpc = 0,

    /// <summary>
    /// A WebSocket of its own per room, on the server's HTTP port: what browsers use,
    /// and what passes proxies that know no HTTP/2.
    /// </summary>
    WebSocket = 1,
}
