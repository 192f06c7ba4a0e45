using AudioRooms.Client.Api;
using AudioRooms.Client.WebSockets;
using AudioRooms.Protocol;
using AudioRooms.Wire.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace AudioRooms.Client;

/// <summary>A client of one server: one property per subject, and connections with rooms. Everything except WebSockets shares one
/// HTTP/2 connection; make a second client for a second connection. Thread-safe.</summary>
public sealed class AudioRoomsClient : IAsyncDisposable
{
    /// <summary>The transport notices a dead peer after 4 s of silence and 4 s of waiting for an answer. That is sooner than
    /// <see cref="RoomConnectionOptions.DeadAfter"/>, so the next attempt is not made on the same dead TCP connection.</summary>
    private static readonly TimeSpan TransportPing = TimeSpan.FromSeconds(4);

    private readonly AudioRoomsClientOptions options;
    private readonly GrpcChannel channel;
    private readonly ServerCalls calls;
    private readonly RoomSession.RoomSessionClient sessions;
    private readonly RoomSockets? sockets;

    /// <summary>Makes a client. It connects with the first call, which fails if the server is unreachable.</summary>
    public AudioRoomsClient(AudioRoomsClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        this.options = options;
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = options.ConnectTimeout,
            KeepAlivePingDelay = TransportPing,
            KeepAlivePingTimeout = TransportPing,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
            EnableMultipleHttp2Connections = true,
        };
        if (options.Tls is { } tls)
        {
            handler.SslOptions = tls;
        }

        channel = GrpcChannel.ForAddress(
            options.Server, new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = true });
        calls = new ServerCalls(options);
        sessions = new RoomSession.RoomSessionClient(channel);
        sockets = options.Transport == RoomTransport.WebSocket ? new RoomSockets(options) : null;
        Accounts = new AccountsApi(calls, channel);
        Clubs = new ClubsApi(calls, channel);
        Discovery = new DiscoveryApi(calls, channel);
        Events = new EventsApi(calls, channel);
        ExternalSignIn = new ExternalSignInApi(calls, channel);
        Invitations = new InvitationsApi(calls, channel);
        Moderation = new ModerationApi(calls, channel, operatorKey: null);
        Notifications = new NotificationsApi(calls, channel);
        Photos = new PhotosApi(calls, channel);
        Profiles = new ProfilesApi(calls, channel);
        Rooms = new RoomsApi(calls, channel);
    }

    /// <summary>Sign-up, sign-in, sessions and deletion of accounts.</summary>
    public AccountsApi Accounts { get; }

    /// <summary>Clubs.</summary>
    public ClubsApi Clubs { get; }

    /// <summary>Searches people, clubs, rooms and events, and lists live rooms.</summary>
    public DiscoveryApi Discovery { get; }

    /// <summary>Events, single and recurring.</summary>
    public EventsApi Events { get; }

    /// <summary>Sign-in with the account of another service.</summary>
    public ExternalSignInApi ExternalSignIn { get; }

    /// <summary>Invitations and the waiting list.</summary>
    public InvitationsApi Invitations { get; }

    /// <summary>The caller's inbox.</summary>
    public NotificationsApi Notifications { get; }

    /// <summary>Profile photos.</summary>
    public PhotosApi Photos { get; }

    /// <summary>Reports, and the work on them.</summary>
    public ModerationApi Moderation { get; }

    /// <summary>Profiles, and the caller's relations to others.</summary>
    public ProfilesApi Profiles { get; }

    /// <summary>Rooms, without a connection to one.</summary>
    public RoomsApi Rooms { get; }

    /// <summary>Calls that need the operator's key.</summary>
    /// <param name="operatorKey">The server's operator key.</param>
    public OperatorApi AsOperator(string operatorKey) => new(calls, channel, operatorKey);

    /// <summary>Joins a room. Returns when the server has admitted the caller. From then on the connection reconnects by itself
    /// until it is disposed.</summary>
    /// <exception cref="RefusedException">The server refused the join.</exception>
    /// <exception cref="ConnectionLostException">The server is unreachable or did not answer in time.</exception>
    public async Task<RoomConnection> JoinAsync(
        string roomId, RoomConnectionOptions? connectionOptions = null, CancellationToken cancellation = default)
    {
        var connection = new RoomConnection(roomId, connectionOptions ?? new RoomConnectionOptions(), ConnectAsync, options.Time);
        try
        {
            await connection.OpenAsync(cancellation).ConfigureAwait(false);
        }
        catch (ConnectionLostException e) when (sockets is null
            && e.InnerException is RpcException { StatusCode: not StatusCode.DeadlineExceeded })
        {
            var cause = (RpcException)e.InnerException!;
            throw new ConnectionLostException(Reachability.Sentence(cause, options.Server), cause);
        }

        return connection;
    }

    /// <summary>Closes the HTTP connections. Dispose the connections with rooms before.</summary>
    public ValueTask DisposeAsync()
    {
        channel.Dispose();
        sockets?.Dispose();
        return ValueTask.CompletedTask;
    }

    private async ValueTask<AsyncDuplexStreamingCall<ClientMessage, ServerMessage>> ConnectAsync(CancellationToken cancellation)
    {
        var headers = await calls.HeadersAsync(cancellation).ConfigureAwait(false);
        return sockets?.Connect(headers.GetValue(MetadataNames.Authorization), cancellation)
            ?? sessions.Connect(new CallOptions(headers, cancellationToken: cancellation));
    }
}
