using System.Buffers;
using System.Net.Security;
using System.Net.Sockets;

namespace AudioRooms.LoadTester.Lean;

/// <summary>A cheap TCP connection, with TLS for https: one loop reads it, and any thread writes without waiting. Without TLS a
/// write is one system call; what the system does not accept at once is buffered (bounded) and sent later.</summary>
internal sealed class LeanSocket : IDisposable
{
    /// <summary>If more bytes than this are unsent, the server does not read any more.</summary>
    private const int PendingMax = 1 << 20;

    /// <summary>A slow link reads small pieces, or the pause after each piece would be too long.</summary>
    private const int SlowReadMax = 512;

    private const int SlowReceiveBuffer = 4_096;

    private readonly Socket socket;
    private readonly SslStream? tls;
    private readonly TimeProvider time;
    private readonly int bitsPerSecond;
    private readonly Lock gate = new();
    private readonly ArrayBufferWriter<byte> pending = new(64);
    private bool flushing;
    private bool closed;

    private LeanSocket(Socket socket, SslStream? tls, int bitsPerSecond, TimeProvider time)
    {
        this.socket = socket;
        this.tls = tls;
        this.time = time;
        this.bitsPerSecond = bitsPerSecond;
    }

    /// <summary>Connects to the server.</summary>
    /// <param name="server">Host and port; TLS if its scheme is https.</param>
    /// <param name="protocol">The protocol that TLS negotiates.</param>
    /// <param name="bitsPerSecond">How fast a slow link is read; 0 for no limit.</param>
    /// <param name="time">The clock of a slow link's pauses.</param>
    public static async Task<LeanSocket> ConnectAsync(
        Uri server, SslApplicationProtocol protocol, int bitsPerSecond, TimeProvider time, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        SslStream? tls = null;
        try
        {
            if (bitsPerSecond > 0)
            {
                // Set before connecting, because the offered window follows it.
                socket.ReceiveBufferSize = SlowReceiveBuffer;
            }

            await socket.ConnectAsync(server.DnsSafeHost, server.Port, cancellation).ConfigureAwait(false);
            if (server.Scheme == Uri.UriSchemeHttps)
            {
                tls = new SslStream(new NetworkStream(socket, ownsSocket: true));
                var options =
                    new SslClientAuthenticationOptions { TargetHost = server.DnsSafeHost, ApplicationProtocols = [protocol] };
                await tls.AuthenticateAsClientAsync(options, cancellation).ConfigureAwait(false);
            }
            else
            {
                // Writes return at once, having sent only a part if need be.
                socket.Blocking = false;
            }

            return new LeanSocket(socket, tls, bitsPerSecond, time);
        }
        catch
        {
            if (tls is not null)
            {
                await tls.DisposeAsync().ConfigureAwait(false);
            }

            socket.Dispose();
            throw;
        }
    }

    /// <summary>Reads what is there, no faster than the link's rate; 0 at the end.</summary>
    public async ValueTask<int> ReceiveSlowlyAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        var count = await ReceiveAsync(buffer[..Math.Min(buffer.Length, SlowReadMax)], cancellation).ConfigureAwait(false);
        await Task.Delay(TimeSpan.FromSeconds(count * 8.0 / bitsPerSecond), time, cancellation).ConfigureAwait(false);
        return count;
    }

    /// <summary>True for a slow link, which is read by <see cref="ReceiveSlowlyAsync"/>.</summary>
    public bool IsSlow => bitsPerSecond > 0;

    /// <summary>Reads what is there, no faster than the link's rate; 0 at the end.</summary>
    public ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellation) =>
        tls is null ? socket.ReceiveAsync(buffer, SocketFlags.None, cancellation) : tls.ReadAsync(buffer, cancellation);

    /// <summary>Sends all bytes, now or soon. False if the connection is closed or the server has not read for long; then nothing
    /// was sent.</summary>
    public bool TrySend(ReadOnlySpan<byte> bytes)
    {
        lock (gate)
        {
            if (closed || pending.WrittenCount + bytes.Length > PendingMax)
            {
                return false;
            }

            if (!flushing && tls is null)
            {
                var sent = socket.Send(bytes, SocketFlags.None, out var error);
                if (error is not (SocketError.Success or SocketError.WouldBlock))
                {
                    // The reading loop learns the reason.
                    closed = true;
                    return false;
                }

                bytes = bytes[(error == SocketError.Success ? sent : 0)..];
                if (bytes.IsEmpty)
                {
                    return true;
                }
            }

            pending.Write(bytes);
            if (flushing)
            {
                return true;
            }

            flushing = true;
        }

        _ = FlushAsync();
        return true;
    }

    /// <summary>Closes the connection as a cut cable would: without a goodbye, and unread data is lost.</summary>
    public void Cut()
    {
        lock (gate)
        {
            closed = true;
        }

        socket.Close(0);
    }

    public void Dispose()
    {
        lock (gate)
        {
            closed = true;
        }

        tls?.Dispose();
        socket.Dispose();
    }

    private async Task FlushAsync()
    {
        while (true)
        {
            byte[] chunk;
            lock (gate)
            {
                if (pending.WrittenCount == 0 || closed)
                {
                    flushing = false;
                    return;
                }

                chunk = pending.WrittenSpan.ToArray();
                pending.ResetWrittenCount();
            }

            try
            {
                if (tls is not null)
                {
                    await tls.WriteAsync(chunk).ConfigureAwait(false);
                }
                else
                {
                    for (var sent = 0; sent < chunk.Length;)
                    {
                        sent += await socket.SendAsync(chunk.AsMemory(sent), SocketFlags.None).ConfigureAwait(false);
                    }
                }
            }
            catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
            {
                // The reading loop learns it too, and reports it.
                lock (gate)
                {
                    closed = true;
                }
            }
        }
    }
}
