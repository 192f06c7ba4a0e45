namespace AudioRooms.Gateway.Observability;

/// <summary>What carries a connection, as figures name it.</summary>
internal enum TransportKind
{
    /// <summary>A bidirectional gRPC call.</summary>
    Grpc = 0,

    /// <summary>A WebSocket.</summary>
    WebSocket = 1,
}
