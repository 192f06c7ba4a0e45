using System.Buffers;
using System.Net.Security;
using System.Net.Sockets;

namespace AudioRooms.LoadTester.Lean;

/// <summary>
/// A TCP connection, with TLS for https, that costs little: one loop reads it, anybody writes without waiting. Without TLS a
/// write is one system call; what the system does not take at once is kept (bounded) and sent when it does.
/// </summary>
internal sealed class LeanSocket : IDisposable
{
    /// <summary>A peer that has left so much unread is stuck.</summary>
    private const int PendingMax = 1 << 20;

    /// <summary>A slow link takes in little at once, or the pieces are longer than the waits between them.</summary>
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

    /// <summary>Connects.</summary>
    /// <param name="server">Host and port; TLS if its scheme is https.</param>
    /// <param name="protocol">What TLS shall agree on.</param>
    /// <param name="bitsPerSecond">How fast it is read, for a slow link; 0 reads as fast as it comes.</param>
    /// <param name="time">The clock of a slow link's waits.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<LeanSocket> ConnectAsync(
        Uri server, SslApplicationProtocol protocol, int bitsPerSecond, TimeProvider time, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        SslStream? tls = null;
        try
        {
            if (bitsPerSecond > 0)
            {
                // Set before connecting: the window that is offered follows it.
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
                // Writes come back at once, with less if need be.
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

    /// <summary>Reads what is there; 0 at the end.</summary>
    public async ValueTask<int> ReceiveSlowlyAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        var count = await ReceiveAsync(buffer[..Math.Min(buffer.Length, SlowReadMax)], cancellation).ConfigureAwait(false);
        await Task.Delay(TimeSpan.FromSeconds(count * 8.0 / bitsPerSecond), time, cancellation).ConfigureAwait(false);
        return count;
    }

    /// <summary>Whether this is a slow link: read it by <see cref="ReceiveSlowlyAsync"/>.</summary>
    public bool IsSlow => bitsPerSecond > 0;

    /// <summary>Reads what is there; 0 at the end.</summary>
    public ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellation) =>
        tls is null ? socket.ReceiveAsync(buffer, SocketFlags.None, cancellation) : tls.ReadAsync(buffer, cancellation);

    /// <summary>
    /// Sends all of it, now or soon. False if the connection is closed or its peer has not read for long: nothing was sent.
    /// </summary>
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
                    // The reading loop learns why.
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

    /// <summary>As a cut cable ends it: no farewell, and what has not been read is lost.</summary>
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
                // The reading loop learns it, too, and says so.
                lock (gate)
                {
                    closed = true;
                }
            }
        }
    }
}
