using System.Net.Security;
using System.Net.Sockets;

namespace AudioRooms.LoadTester.Lean;

/// <summary>
/// One TCP connection with the server, and the loop that reads it. What comes is handed on as it lies in the buffer: a client
/// that makes objects of it costs more than the server that is measured.
/// </summary>
internal abstract class LeanLink : IDisposable
{
    /// <summary>Room for an ordinary bundle; grows to the longest frame.</summary>
    private const int FirstBuffer = 4_096;

    private readonly CancellationTokenSource over = new();
    private readonly TimeProvider time;

    protected LeanLink(LeanSocket socket, TimeProvider time)
    {
        Socket = socket;
        this.time = time;
    }

    /// <summary>Whether the connection still stands.</summary>
    public bool IsOpen { get; private set; } = true;

    protected LeanSocket Socket { get; }

    /// <summary>Begins an exchange of messages.</summary>
    /// <param name="accessToken">Whose.</param>
    /// <param name="receiver">Who hears it. <see cref="ILeanReceiver.OnEnded"/> is called in any case, once.</param>
    public abstract ILeanChannel Open(string accessToken, ILeanReceiver receiver);

    /// <summary>As a cut cable ends it.</summary>
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

    /// <summary>Begins to read.</summary>
    protected void Start() => _ = ReadAsync();

    /// <summary>Takes whole frames from the beginning of what has come; returns how many bytes it took.</summary>
    /// <param name="bytes">What has come and was not taken before.</param>
    /// <param name="receivedAt">When the newest of it was read.</param>
    /// <param name="wanted">How many bytes the frame at the beginning has, if it is not whole yet; 0 if not known.</param>
    protected abstract int Take(ReadOnlySpan<byte> bytes, long receivedAt, out int wanted);

    /// <summary>The connection is over: tells everybody on it.</summary>
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

    /// <summary>What TLS shall agree on.</summary>
    protected static SslApplicationProtocol ProtocolOf(bool http2) =>
        http2 ? SslApplicationProtocol.Http2 : SslApplicationProtocol.Http11;
}

/// <summary>The server sent what this client does not understand.</summary>
internal sealed class LeanProtocolException(string message) : Exception(message);
