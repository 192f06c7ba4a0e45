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

    /// <summary>The server's HTTP address, derived from its gRPC address. Behind a proxy on the scheme's default port both are
    /// the same; <c>./run</c> uses the port below.</summary>
    internal static Uri DefaultServer(Uri server) =>
        server.IsDefaultPort ? server : new UriBuilder(server) { Port = server.Port - 1 }.Uri;

    /// <summary>Starts to connect and returns at once. Errors appear where those of a gRPC call do.</summary>
    /// <param name="authorization">Value of the Authorization header; null for none.</param>
    /// <param name="abort">Cuts the connection.</param>
    public AsyncDuplexStreamingCall<ClientMessage, ServerMessage> Connect(string? authorization, CancellationToken abort)
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol(RoomSocket.Subprotocol);
        socket.Options.CollectHttpResponseDetails = true;

        // The connection with a room checks by itself whether its server is still there.
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
