using System.Buffers;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Protocol;
using AudioRooms.Wire.V1;
using Grpc.Core;

namespace AudioRooms.Gateway.Transport;

/// <summary>
/// A connection that is one WebSocket. A server does not mask its frames (RFC 6455 §5.1), so the shared bytes go into the
/// socket's buffer unchanged. A write that completes at once stays on the caller's thread.
/// </summary>
internal sealed class WebSocketConnectionTransport(WebSocket socket, int messageBytesMax, Action cut) : IConnectionTransport
{
    /// <summary>
    /// Fits the frequent messages of a device: an acknowledgement, or 20 ms of sound. A longer message rents a larger buffer.
    /// </summary>
    private const int UsualMessageBytes = 512;

    /// <summary>
    /// Most empty fragments in a message. Fragments are allowed; many empty ones have no use and only cost time.
    /// </summary>
    private const int EmptyFragmentsMax = 16;

    /// <summary>How long the device may take to answer a close frame. Its place in the room is released before that.</summary>
    private static readonly TimeSpan HandshakeWithin = TimeSpan.FromSeconds(5);

    private readonly InterruptibleReceive receive = new(socket);
    private readonly byte[] usual = new byte[UsualMessageBytes];
    private byte[]? larger;

    public TransportKind Kind => TransportKind.WebSocket;

    /// <summary>
    /// True once the device sent bytes that are no frame. The socket has sent the close code 1002 then, and the bare connection
    /// is still to be ended.
    /// </summary>
    public bool HasMetNoFrame { get; private set; }

    private byte[] Buffer => larger ?? usual;

    /// <summary>
    /// Bytes to receive at most. One byte above the limit shows that a message exceeds it; with more, the socket would wait for
    /// the rest.
    /// </summary>
    private int Capacity => Math.Min(Buffer.Length, messageBytesMax + 1);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ClientMessage?> ReadAsync(CancellationToken cancellationToken)
    {
        var length = 0;
        var emptyFragments = 0;
        try
        {
            while (true)
            {
                var part = await receive.ReceiveAsync(
                    Buffer.AsMemory(length, Capacity - length), cancellationToken).ConfigureAwait(false);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    return null;
                }

                length += part.Count;
                if (length > messageBytesMax)
                {
                    return WireCodec.TooLarge;
                }

                if (part.MessageType == WebSocketMessageType.Text
                    || (part.Count == 0 && !part.EndOfMessage && ++emptyFragments > EmptyFragmentsMax))
                {
                    return WireCodec.Malformed;
                }

                if (part.EndOfMessage)
                {
                    return Decode(length);
                }

                if (length == Capacity)
                {
                    Grow();
                }
            }
        }
        catch (WebSocketException error)
        {
            HasMetNoFrame |= IsOfNoFrame(error);
            throw new IOException(error.Message, error);
        }
    }

    public ValueTask WriteAsync(EncodedMessage message)
    {
        var write = socket.SendAsync(
            message.Memory,
            WebSocketMessageType.Binary,
            WebSocketMessageFlags.EndOfMessage | WebSocketMessageFlags.DisableCompression,
            CancellationToken.None);
        return write.IsCompletedSuccessfully ? write : FinishAsync(write);
    }

    public void Abort()
    {
        socket.Abort();
        cut();
    }

    /// <summary>Performs the close handshake, for 5 s at most. The socket cannot be used afterwards.</summary>
    /// <param name="ending">The error that the connection ended with; null if the device ended it.</param>
    /// <param name="time">The clock that measures the 5 s.</param>
    public async Task CloseAsync(WireError? ending, TimeProvider time)
    {
        using var patience = new CancellationTokenSource(HandshakeWithin, time);
        using var limit = patience.Token.UnsafeRegister(
            static transport => ((WebSocketConnectionTransport)transport!).Abort(), this);
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                var code = (WebSocketCloseStatus)CloseCodes.Of(ending?.Status ?? StatusCode.OK);
                await socket.CloseOutputAsync(code, ending?.Code ?? "", CancellationToken.None).ConfigureAwait(false);
            }

            while (socket.State == WebSocketState.CloseSent)
            {
                // The device sent these messages before it saw the close frame.
                await receive.ReceiveAsync(Buffer, CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (WebSocketException error) when (IsOfNoFrame(error))
        {
            HasMetNoFrame = true;
        }
        catch (Exception error) when (error is WebSocketException or IOException or OperationCanceledException
            or ObjectDisposedException)
        {
            // The device is gone, or it did not answer in time.
            Abort();
        }
    }

    private static bool IsOfNoFrame(WebSocketException error) => error.WebSocketErrorCode == WebSocketError.Faulted;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private static async ValueTask FinishAsync(ValueTask write)
    {
        try
        {
            await write.ConfigureAwait(false);
        }
        catch (WebSocketException error)
        {
            throw new IOException(error.Message, error);
        }
    }

    private ClientMessage Decode(int length)
    {
        var message = WireCodec.Decode(new ReadOnlySequence<byte>(Buffer, 0, length));
        if (larger is not null)
        {
            // Only after a whole message: after an interruption the socket may still write into this buffer.
            ArrayPool<byte>.Shared.Return(larger);
            larger = null;
        }

        return message;
    }

    private void Grow()
    {
        var full = Buffer;
        var next = ArrayPool<byte>.Shared.Rent(Math.Min(full.Length * 4, messageBytesMax + 1));
        full.CopyTo(next, 0);
        if (larger is not null)
        {
            ArrayPool<byte>.Shared.Return(larger);
        }

        larger = next;
    }
}
