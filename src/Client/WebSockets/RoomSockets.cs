using System.Net.WebSockets;
using AudioRooms.Protocol;
using AudioRooms.Wire.V1;
using Grpc.Core;

namespace AudioRooms.Client.WebSockets;

/// <summary>Opens WebSockets to one server. Thread-safe.</summary>
internal sealed class RoomSockets : IDisposable
{
    private readonly HttpMessageInvoker invoker;
    private readonly Uri address;

    public RoomSockets(AudioRoomsClientOptions options)
    {
        address = AddressOf(options.HttpServer ?? DefaultServer(options.Server));
        var handler = new SocketsHttpHandler { ConnectTimeout = options.ConnectTimeout, UseCookies = false };
        if (options.Tls is { } tls)
        {
            handler.SslOptions = tls;
        }

        invoker = new HttpMessageInvoker(handler, disposeHandler: true);
    }

    /// <summary>
    /// Where a server's HTTP is, by its gRPC address: behind a proxy on the scheme's port both are one;
    /// <c>./run</c> puts it one port below.
    /// </summary>
    internal static Uri DefaultServer(Uri server) =>
        server.IsDefaultPort ? server : new UriBuilder(server) { Port = server.Port - 1 }.Uri;

    /// <summary>Begins to connect, and returns at once: what goes wrong comes out where a gRPC call's errors do.</summary>
    /// <param name="authorization">Value of the header of that name; null for none.</param>
    /// <param name="abort">Cuts the connection.</param>
    public AsyncDuplexStreamingCall<ClientMessage, ServerMessage> Connect(string? authorization, CancellationToken abort)
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol(RoomSocket.Subprotocol);
        socket.Options.CollectHttpResponseDetails = true;

        // A connection with a room looks itself after whether its server still speaks.
        socket.Options.KeepAliveInterval = Timeout.InfiniteTimeSpan;
        if (authorization is not null)
        {
            socket.Options.SetRequestHeader(MetadataNames.Authorization, authorization);
        }

        var call = new WebSocketCall(socket, address, invoker, abort);
        return new AsyncDuplexStreamingCall<ClientMessage, ServerMessage>(
            call, call, Task.FromResult(new Metadata()), static () => Status.DefaultSuccess, static () => [], call.Dispose);
    }

    public void Dispose() => invoker.Dispose();

    private static Uri AddressOf(Uri server)
    {
        var scheme = server.Scheme == Uri.UriSchemeHttps ? Uri.UriSchemeWss : Uri.UriSchemeWs;
        return new UriBuilder(scheme, server.Host, server.Port, RoomSocket.Path).Uri;
    }
}
