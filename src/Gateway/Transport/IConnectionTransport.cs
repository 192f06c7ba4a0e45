using AudioRooms.Gateway.Observability;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Transport;

/// <summary>
/// A device's connection: a gRPC call or a WebSocket. Both carry <c>ClientMessage</c> one way and <c>ServerMessage</c> the other.
/// Reading and writing happen at the same time, each from one thread at a time.
/// </summary>
internal interface IConnectionTransport
{
    /// <summary>The kind of connection, for metrics.</summary>
    TransportKind Kind { get; }

    /// <summary>
    /// Reads the next message. Null means that the device has finished. Bytes that are no message give
    /// <see cref="WireCodec.Malformed"/>. A message that is too long gives <see cref="WireCodec.TooLarge"/>, unless the transport
    /// itself ends the connection. Not called again after <paramref name="cancellationToken"/> was cancelled.
    /// </summary>
    /// <exception cref="IOException">The connection broke.</exception>
    /// <exception cref="OperationCanceledException">
    /// The connection was cut, or <paramref name="cancellationToken"/> was cancelled.
    /// </exception>
    ValueTask<ClientMessage?> ReadAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Writes one message. Never called while an earlier write is incomplete. The write completes at once while the transport has
    /// room, and otherwise when the device has read enough. The caller holds a reference to the message until then.
    /// </summary>
    ValueTask WriteAsync(EncodedMessage message);

    /// <summary>
    /// Cuts the connection; a pending read or write fails. Callable at any time, from any thread, more than once.
    /// </summary>
    void Abort();
}
