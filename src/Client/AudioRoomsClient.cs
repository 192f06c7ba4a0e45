using System.Runtime.CompilerServices;
using AudioRooms.Wire.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace AudioRooms.Client;

/// <summary>
/// The way to a server: accounts, rooms, and connections with rooms. One HTTP/2 connection, shared by everything that is done with
/// this object; whoever wants a connection of its own makes a client of its own. Thread-safe.
/// </summary>
public sealed class AudioRoomsClient : IAsyncDisposable
{
    /// <summary>
    /// Asks the transport to notice a dead peer sooner than <see cref="RoomConnectionOptions.DeadAfter"/>, so that the next attempt
    /// is not made on the same dead TCP connection: 4 s of silence, then 4 s for an answer.
    /// </summary>
    private static readonly TimeSpan TransportPing = TimeSpan.FromSeconds(4);

    private readonly AudioRoomsClientOptions options;
    private readonly GrpcChannel channel;
    private readonly Accounts.AccountsClient accounts;
    private readonly Rooms.RoomsClient rooms;
    private readonly RoomSession.RoomSessionClient sessions;

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

        channel = GrpcChannel.ForAddress(options.Server, new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = true });
        accounts = new Accounts.AccountsClient(channel);
        rooms = new Rooms.RoomsClient(channel);
        sessions = new RoomSession.RoomSessionClient(channel);
    }

    /// <summary>Makes an account and signs in.</summary>
    /// <param name="handle">2 to 30 of a-z, 0-9 and "_"; unique.</param>
    /// <param name="password">10 to 128 characters.</param>
    /// <param name="displayName">1 to 50 characters.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <exception cref="RefusedException">The server said no.</exception>
    /// <exception cref="ConnectionLostException">The server is away or did not answer in time.</exception>
    public Task<SignedIn> SignUpAsync(
        string handle, string password, string displayName, CancellationToken cancellation = default) =>
        CallAsync(
            signedIn: false,
            call => accounts.SignUpAsync(new SignUpRequest { Handle = handle, Password = password, DisplayName = displayName }, call),
            cancellation);

    /// <summary>Signs in.</summary>
    /// <inheritdoc cref="SignUpAsync" path="/exception"/>
    public Task<SignedIn> SignInAsync(string handle, string password, CancellationToken cancellation = default) =>
        CallAsync(
            signedIn: false,
            call => accounts.SignInAsync(new SignInRequest { Handle = handle, Password = password }, call),
            cancellation);

    /// <summary>A short-lived token for a synthetic user, who is made if need be.</summary>
    /// <param name="operatorKey">The server's operator key.</param>
    /// <param name="handle">2 to 30 of a-z, 0-9 and "_".</param>
    /// <param name="displayName">1 to 50 characters.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <inheritdoc cref="SignUpAsync" path="/exception"/>
    public Task<SignedIn> MintTokenAsync(
        string operatorKey, string handle, string displayName, CancellationToken cancellation = default) =>
        CallAsync(
            signedIn: false,
            call =>
            {
                call.Headers!.Add("operator-key", operatorKey);
                return accounts.MintTokenAsync(new MintTokenRequest { Handle = handle, DisplayName = displayName }, call);
            },
            cancellation);

    /// <summary>Who the access token belongs to.</summary>
    /// <inheritdoc cref="SignUpAsync" path="/exception"/>
    public Task<WhoAmIResponse> WhoAmIAsync(CancellationToken cancellation = default) =>
        CallAsync(signedIn: true, call => accounts.WhoAmIAsync(new WhoAmIRequest(), call), cancellation);

    /// <summary>Opens a room; its owner is whoever asks.</summary>
    /// <param name="request">The room; the title is required. A request with an idempotency key may be repeated.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <inheritdoc cref="SignUpAsync" path="/exception"/>
    public Task<RoomCard> CreateRoomAsync(CreateRoomRequest request, CancellationToken cancellation = default) =>
        CallAsync(signedIn: true, call => rooms.CreateRoomAsync(request, call), cancellation);

    /// <summary>All live rooms, page by page as they are read.</summary>
    /// <inheritdoc cref="SignUpAsync" path="/exception"/>
    public async IAsyncEnumerable<RoomCard> ListRoomsAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var request = new ListRoomsRequest();
        do
        {
            var page = await CallAsync(signedIn: true, call => rooms.ListRoomsAsync(request, call), cancellation).ConfigureAwait(false);
            foreach (var card in page.Rooms)
            {
                yield return card;
            }

            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
    }

    /// <summary>What anybody may know about a room.</summary>
    /// <inheritdoc cref="SignUpAsync" path="/exception"/>
    public Task<RoomCard> GetRoomAsync(string roomId, CancellationToken cancellation = default) =>
        CallAsync(signedIn: true, call => rooms.GetRoomAsync(new GetRoomRequest { RoomId = roomId }, call), cancellation);

    /// <summary>Ends a room for everybody.</summary>
    /// <inheritdoc cref="SignUpAsync" path="/exception"/>
    public Task<RoomCard> EndRoomAsync(string roomId, CancellationToken cancellation = default) =>
        CallAsync(signedIn: true, call => rooms.EndRoomAsync(new EndRoomRequest { RoomId = roomId }, call), cancellation);

    /// <summary>
    /// Walks into a room. Returns when the server has let one in; from then on the connection mends itself until it is disposed.
    /// </summary>
    /// <inheritdoc cref="SignUpAsync" path="/exception"/>
    public async Task<RoomConnection> JoinAsync(
        string roomId, RoomConnectionOptions? connectionOptions = null, CancellationToken cancellation = default)
    {
        var connection = new RoomConnection(roomId, connectionOptions ?? new RoomConnectionOptions(), ConnectAsync, options.Time);
        await connection.OpenAsync(cancellation).ConfigureAwait(false);
        return connection;
    }

    /// <summary>Closes the HTTP/2 connection. Connections with rooms are to be disposed before.</summary>
    public ValueTask DisposeAsync()
    {
        channel.Dispose();
        return ValueTask.CompletedTask;
    }

    private async ValueTask<AsyncDuplexStreamingCall<ClientMessage, ServerMessage>> ConnectAsync(CancellationToken cancellation)
    {
        var headers = await HeadersAsync(signedIn: true, cancellation).ConfigureAwait(false);
        return sessions.Connect(new CallOptions(headers, cancellationToken: cancellation));
    }

    private async Task<Metadata> HeadersAsync(bool signedIn, CancellationToken cancellation)
    {
        var headers = new Metadata();
        if (signedIn && options.AccessToken is { } source
            && await source(cancellation).ConfigureAwait(false) is { Length: > 0 } token)
        {
            headers.Add("authorization", $"Bearer {token}");
        }

        return headers;
    }

    private async Task<TResponse> CallAsync<TResponse>(
        bool signedIn, Func<CallOptions, AsyncUnaryCall<TResponse>> start, CancellationToken cancellation)
    {
        var headers = await HeadersAsync(signedIn, cancellation).ConfigureAwait(false);
        var deadline = options.Time.GetUtcNow().UtcDateTime + options.CallTimeout;
        try
        {
            using var call = start(new CallOptions(headers, deadline, cancellation));
            return await call.ResponseAsync.ConfigureAwait(false);
        }
        catch (RpcException e) when (Refusals.IsRefusal(e))
        {
            throw Refusals.From(e);
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.Cancelled && cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(e.Message, e, cancellation);
        }
        catch (RpcException e)
        {
            var answer = e.StatusCode == StatusCode.DeadlineExceeded
                ? $"did not answer within {options.CallTimeout.TotalSeconds:0} s"
                : $"could not be reached: {e.Status.DebugException?.GetBaseException().Message ?? e.Status.Detail}";
            throw new ConnectionLostException($"The server {options.Server.GetLeftPart(UriPartial.Authority)} {answer}.", e);
        }
    }
}
