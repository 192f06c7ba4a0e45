using System.Net.Security;
using System.Net.Sockets;

namespace AudioRooms.LoadTester.Lean;

/// <summary>One TCP connection with the server, and the loop that reads it. Received bytes are passed on where they are in the
/// buffer: a client that makes objects of them costs more CPU than the server that it measures.</summary>
internal abstract class LeanLink : IDisposable
{
    /// <summary>Enough for an ordinary bundle; grows to the longest frame.</summary>
    private const int FirstBuffer = 4_096;

    private readonly CancellationTokenSource over = new();
    private readonly TimeProvider time;

    protected LeanLink(LeanSocket socket, TimeProvider time)
    {
        Socket = socket;
        this.time = time;
    }

    /// <summary>True while the connection is open.</summary>
    public bool IsOpen { get; private set; } = true;

    protected LeanSocket Socket { get; }

    /// <summary>Starts an exchange of messages.</summary>
    /// <param name="receiver">Receives the messages. <see cref="ILeanReceiver.OnEnded"/> is called in any case, once.</param>
    public abstract ILeanChannel Open(string accessToken, ILeanReceiver receiver);

    /// <summary>Closes the connection as a cut cable would, without a goodbye.</summary>
    public void Cut()
    {
        IsOpen = false;
        Socket.Cut();
        over.Cancel();
    }

    public void Dispose()
    {
        IsOpen = false;
        over.Cancel();
        Socket.Dispose();
    }

    /// <summary>Starts the reading loop.</summary>
    protected void Start() => _ = ReadAsync();

    /// <summary>Takes complete frames from the start of the received bytes, and returns how many bytes it took.</summary>
    /// <param name="bytes">The received bytes that were not taken before.</param>
    /// <param name="receivedAt">When the newest of them was read.</param>
    /// <param name="wanted">Length of the first frame if it is incomplete; 0 if unknown.</param>
    protected abstract int Take(ReadOnlySpan<byte> bytes, long receivedAt, out int wanted);

    /// <summary>Tells all exchanges that the connection has ended.</summary>
    protected abstract void OnClosed(string why);

    private async Task ReadAsync()
    {
        var buffer = new byte[FirstBuffer];
        var count = 0;
        var why = "the server closed the connection";
        try
        {
            while (true)
            {
                var room = buffer.AsMemory(count);
                var read = Socket.IsSlow
                    ? await Socket.ReceiveSlowlyAsync(room, over.Token).ConfigureAwait(false)
                    : await Socket.ReceiveAsync(room, CancellationToken.None).ConfigureAwait(false);
                if (read == 0)
                {
                    break;
                }

                count += read;
                var taken = Take(buffer.AsSpan(0, count), time.GetTimestamp(), out var wanted);
                if (taken > 0)
                {
                    buffer.AsSpan(taken, count - taken).CopyTo(buffer);
                    count -= taken;
                }

                if (Math.Max(wanted, count + 1) > buffer.Length)
                {
                    Array.Resize(ref buffer, Math.Max(wanted, buffer.Length * 2));
                }
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            why = e.Message;
        }
        catch (LeanProtocolException e)
        {
            why = e.Message;
        }
        finally
        {
            IsOpen = false;
            OnClosed(why);
            Socket.Dispose();
        }
    }

    /// <summary>The protocol that TLS negotiates.</summary>
    protected static SslApplicationProtocol ProtocolOf(bool http2) =>
        http2 ? SslApplicationProtocol.Http2 : SslApplicationProtocol.Http11;
}

/// <summary>The server sent something that this client does not understand.</summary>
internal sealed class LeanProtocolException(string message) : Exception(message);
