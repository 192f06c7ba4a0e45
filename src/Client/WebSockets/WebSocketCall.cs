using System.Net.WebSockets;
using AudioRooms.Wire.V1;
using Google.Protobuf;
using Grpc.Core;

namespace AudioRooms.Client.WebSockets;

/// <summary>One connection with a room by WebSocket, in the form of a gRPC call, so that the code that keeps connections alive
/// handles one form only. One reader and one writer at a time.</summary>
internal sealed class WebSocketCall : IClientStreamWriter<ClientMessage>, IAsyncStreamReader<ServerMessage>, IDisposable
{
    /// <summary>The limit of gRPC clients. The largest message, a snapshot with many hands, is far smaller.</summary>
    private const int MessageBytesMax = 4 * 1_024 * 1_024;

    private const int UsualMessageBytes = 2_048;

    private readonly ClientWebSocket socket;
    private readonly Uri address;
    private readonly CancellationTokenRegistration aborting;
    private readonly Task connecting;
    private byte[] incoming = new byte[UsualMessageBytes];
    private byte[] outgoing = new byte[UsualMessageBytes];

    public WebSocketCall(ClientWebSocket socket, Uri address, HttpMessageInvoker invoker, CancellationToken abort)
    {
        this.socket = socket;
        this.address = address;
        connecting = ConnectAsync(invoker, abort);

        // Registered once for all reads and writes. Passing the token to each would make each of them more expensive.
        aborting = abort.UnsafeRegister(static socket => ((ClientWebSocket)socket!).Abort(), socket);
    }

    public ServerMessage Current { get; private set; } = new();

    public WriteOptions? WriteOptions { get; set; }

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        await connecting.ConfigureAwait(false);
        try
        {
            var length = 0;
            while (true)
            {
                var part = await socket.ReceiveAsync(incoming.AsMemory(length), CancellationToken.None).ConfigureAwait(false);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    return await EndAsync().ConfigureAwait(false);
                }

                length += part.Count;
                if (part.EndOfMessage)
                {
                    Current = ServerMessage.Parser.ParseFrom(incoming.AsSpan(0, length));
                    return true;
                }

                MakeRoom(length);
            }
        }
        catch (Exception e) when (e is WebSocketException or ObjectDisposedException)
        {
            throw Lost(e);
        }
    }

    public Task WriteAsync(ClientMessage message) => WriteAsync(message, CancellationToken.None);

    public async Task WriteAsync(ClientMessage message, CancellationToken cancellationToken)
    {
        await connecting.ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        var length = message.CalculateSize();
        if (length > outgoing.Length)
        {
            outgoing = new byte[length];
        }

        message.WriteTo(outgoing.AsSpan(0, length));
        try
        {
            await socket.SendAsync(
                outgoing.AsMemory(0, length), WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None)
                .ConfigureAwait(false);
        }
        catch (Exception e) when (e is WebSocketException or ObjectDisposedException)
        {
            throw Lost(e);
        }
    }

    /// <summary>Tells the server that nothing more comes; the server answers by closing its side.</summary>
    public async Task CompleteAsync()
    {
        await connecting.ConfigureAwait(false);
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                await socket.CloseOutputAsync(
                    WebSocketCloseStatus.NormalClosure, null, CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is WebSocketException or ObjectDisposedException)
        {
            throw Lost(e);
        }
    }

    public void Dispose()
    {
        aborting.Dispose();
        socket.Dispose();
    }

    private async Task ConnectAsync(HttpMessageInvoker invoker, CancellationToken abort)
    {
        try
        {
            await socket.ConnectAsync(address, invoker, abort).ConfigureAwait(false);
            socket.HttpResponseHeaders = null;
        }
        catch (WebSocketException) when (socket.HttpStatusCode != 0)
        {
            throw HandshakeRefusals.From(address, socket.HttpStatusCode, socket.HttpResponseHeaders);
        }
        catch (Exception e) when (e is WebSocketException or HttpRequestException or ObjectDisposedException)
        {
            throw Lost(e);
        }
    }

    /// <summary>The server has closed: answers it, and returns or throws as a gRPC call would have ended.</summary>
    private async Task<bool> EndAsync()
    {
        await CompleteAsync().ConfigureAwait(false);
        return CloseErrors.Of(socket.CloseStatus, socket.CloseStatusDescription) is { } error ? throw error : false;
    }

    private void MakeRoom(int length)
    {
        if (length < incoming.Length)
        {
            return;
        }

        if (length >= MessageBytesMax)
        {
            throw new RpcException(
                new Status(StatusCode.ResourceExhausted, $"A message of the server is larger than {MessageBytesMax >> 20} MiB."));
        }

        Array.Resize(ref incoming, Math.Min(incoming.Length * 2, MessageBytesMax));
    }

    private RpcException Lost(Exception e)
    {
        var reason = $"{address.GetLeftPart(UriPartial.Authority)}: {e.GetBaseException().Message}";
        return new RpcException(new Status(StatusCode.Unavailable, reason, e), reason);
    }
}
