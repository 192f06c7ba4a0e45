namespace AudioRooms.Gateway.Observability;

/// <summary>The transport of a connection, as metrics name it.</summary>
internal enum TransportKind
{
    /// <summary>A bidirectional gRPC call.</summary>
    Grpc = 0,

    /// <summary>A WebSocket.</summary>
    WebSocket = 1,
}
