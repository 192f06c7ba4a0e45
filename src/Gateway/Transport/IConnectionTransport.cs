using AudioRooms.Gateway.Observability;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Transport;

/// <summary>
/// What a device is connected by: a gRPC call or a WebSocket, which carry the same two messages. Reading and writing happen
/// at the same time, each from one thread at a time.
/// </summary>
internal interface IConnectionTransport
{
    /// <summary>Which it is, for figures.</summary>
    TransportKind Kind { get; }

    /// <summary>
    /// The next message; null when the device is done; bytes that are none are <see cref="WireCodec.Malformed"/>, too many of
    /// them <see cref="WireCodec.TooLarge"/> if the transport does not end the connection itself.
    /// After it was told to stop it is not called again.
    /// </summary>
    /// <exception cref="IOException">The connection broke.</exception>
    /// <exception cref="OperationCanceledException">The connection was cut,
    /// or <paramref name="cancellationToken"/> says stop.</exception>
    ValueTask<ClientMessage?> ReadAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Writes one message. Never called while an earlier write is incomplete. Completes at once while the transport takes more,
    /// and later when the device's side has to catch up first; the message is retained by the caller until then.
    /// </summary>
    ValueTask WriteAsync(EncodedMessage message);

    /// <summary>Cuts the connection; a pending read or write fails. May be called at any time and more than once.</summary>
    void Abort();
}
