using AudioRooms.Client.Api;
using AudioRooms.Client.WebSockets;
using AudioRooms.Protocol;
using AudioRooms.Wire.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace AudioRooms.Client;

/// <summary>
/// The way to a server: one part per subject, and connections with rooms. One HTTP/2 connection, shared by everything that is
/// done with this object, but for WebSockets; whoever wants a connection of its own makes a client of its own. Thread-safe.
/// </summary>
public sealed class AudioRoomsClient : IAsyncDisposable
{
    /// <summary>
    /// Asks the transport to notice a dead peer sooner than <see cref="RoomConnectionOptions.DeadAfter"/>, so that the next
    /// attempt is not made on the same dead TCP connection: 4 s of silence, then 4 s for an answer.
    /// </summary>
    private static readonly TimeSpan TransportPing = TimeSpan.FromSeconds(4);

    private readonly AudioRoomsClientOptions options;
    private readonly GrpcChannel channel;
    private readonly ServerCalls calls;
    private readonly RoomSession.RoomSessionClient sessions;
    private readonly RoomSockets? sockets;

    /// <summary>Connects lazily: the first call fails if the server is away.</summary>
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

    /// <summary>Sign-up, sign-in, the sessions of an account and its end.</summary>
    public AccountsApi Accounts { get; }

    /// <summary>Clubs.</summary>
    public ClubsApi Clubs { get; }

    /// <summary>Finding people and what goes on.</summary>
    public DiscoveryApi Discovery { get; }

    /// <summary>Events: one-offs and series.</summary>
    public EventsApi Events { get; }

    /// <summary>Signing in with the account of another service.</summary>
    public ExternalSignInApi ExternalSignIn { get; }

    /// <summary>Bringing people in, and waiting to be brought in.</summary>
    public InvitationsApi Invitations { get; }

    /// <summary>The caller's inbox.</summary>
    public NotificationsApi Notifications { get; }

    /// <summary>People's photos.</summary>
    public PhotosApi Photos { get; }

    /// <summary>Reports, and the work on them.</summary>
    public ModerationApi Moderation { get; }

    /// <summary>Who people are, and how one stands to them.</summary>
    public ProfilesApi Profiles { get; }

    /// <summary>Rooms from outside.</summary>
    public RoomsApi Rooms { get; }

    /// <summary>What whoever runs the server may do.</summary>
    /// <param name="operatorKey">The server's operator key.</param>
    public OperatorApi AsOperator(string operatorKey) => new(calls, channel, operatorKey);

    /// <summary>
    /// Walks into a room. Returns when the server has let one in; from then on the connection mends itself until it is disposed.
    /// </summary>
    /// <exception cref="RefusedException">The server said no.</exception>
    /// <exception cref="ConnectionLostException">The server is away or did not answer in time.</exception>
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

    /// <summary>Closes the HTTP connections. Connections with rooms are to be disposed before.</summary>
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
