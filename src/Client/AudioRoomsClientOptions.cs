using System.Net.Security;

namespace AudioRooms.Client;

/// <summary>How an <see cref="AudioRoomsClient"/> reaches its server.</summary>
public sealed class AudioRoomsClientOptions
{
    /// <summary>The server's gRPC address. <c>http://</c> means HTTP/2 without TLS, for a server on the same machine;
    /// <c>https://</c> means HTTP/2 with TLS. The default is the address at which <c>./run</c> listens.</summary>
    public Uri Server { get; init; } = new("http://127.0.0.1:8081");

    /// <summary>The transport of connections with rooms. Default gRPC.</summary>
    public RoomTransport Transport { get; init; } = RoomTransport.Grpc;

    /// <summary>The server's HTTP address, for <see cref="RoomTransport.WebSocket"/>; <c>https://</c> means TLS. Null derives it
    /// from <see cref="Server"/>: the same address if it has the scheme's default port (a proxy serves both), otherwise the port
    /// below it, where <c>./run</c> serves HTTP.</summary>
    public Uri? HttpServer { get; init; }

    /// <summary>Called before every call for the access token to send; null or empty sends none. Called again for every
    /// reconnect, so a long connection survives the expiry of its token if this returns a fresh one. If it throws a
    /// <see cref="ConnectionLostException"/>, the connection tries again later; any other exception ends the
    /// connection.</summary>
    public Func<CancellationToken, ValueTask<string?>>? AccessToken { get; init; }

    /// <summary>TLS settings, for example your own certificate authority; null uses the system's.</summary>
    public SslClientAuthenticationOptions? Tls { get; init; }

    /// <summary>How long to wait for a TCP connection and its TLS handshake. Default 5 s, about as long as a person
    /// waits.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Deadline of unary calls (sign-up, listing rooms, …). Default 10 s.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The clock of timeouts, back-off and schedules. Tests pass their own.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
