using System.Net.Security;

namespace AudioRooms.Client;

/// <summary>How an <see cref="AudioRoomsClient"/> reaches its server.</summary>
public sealed class AudioRoomsClientOptions
{
    /// <summary>
    /// The server's gRPC address. <c>http://</c> means HTTP/2 without TLS (a server on the same machine), <c>https://</c> HTTP/2
    /// with TLS. Default: where <c>./run</c> listens.
    /// </summary>
    public Uri Server { get; init; } = new("http://127.0.0.1:8081");

    /// <summary>What carries the connections with rooms. Default gRPC.</summary>
    public RoomTransport Transport { get; init; } = RoomTransport.Grpc;

    /// <summary>
    /// The server's HTTP address, for <see cref="RoomTransport.WebSocket"/>; <c>https://</c> means TLS. Null: the address of
    /// <see cref="Server"/> if that is the scheme's own port (a proxy has both), else the port below it,
    /// where <c>./run</c> has it.
    /// </summary>
    public Uri? HttpServer { get; init; }

    /// <summary>
    /// Called before every call for the access token to send; null or empty sends none. Called anew for every reconnect, so a
    /// long connection survives the expiry of its token if this returns a fresh one. If it throws, a
    /// <see cref="ConnectionLostException"/> means to try again later, anything else ends the connection.
    /// </summary>
    public Func<CancellationToken, ValueTask<string?>>? AccessToken { get; init; }

    /// <summary>TLS settings, for example a certificate authority of one's own; null uses the system's.</summary>
    public SslClientAuthenticationOptions? Tls { get; init; }

    /// <summary>How long to wait for a TCP connection and its TLS handshake. Default 5 s: a person waits no longer.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Deadline of calls that are answered once (sign-up, listing rooms, …). Default 10 s.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The clock of timeouts, back-off and schedules. A test passes its own.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
