using System.Net.Sockets;

namespace AudioRooms.Benchmarks.Peers;

/// <summary>Reads many sockets on a thread of its own.</summary>
internal sealed class SocketReader : IDisposable
{
    private const int ReadBytesMax = 64 * 1024;
    private const int SocketsAtOnce = 256;

    /// <summary>How soon the thread notices that it should stop.</summary>
    private static readonly TimeSpan StopLimit = TimeSpan.FromMilliseconds(100);

    private readonly SocketPoll poll = new();
    private readonly Socket[] sockets;
    private readonly Received received;
    private readonly Thread thread;
    private volatile bool stopping;
    private Exception? failure;

    /// <param name="socketsMax">Upper bound of the sockets' numbers.</param>
    /// <param name="received">Gets the received bytes, on the reader's thread; must not throw.</param>
    public SocketReader(int socketsMax, Received received)
    {
        sockets = new Socket[socketsMax];
        this.received = received;
        thread = new Thread(Read) { IsBackground = true, Name = "listeners" };
        thread.Start();
    }

    /// <summary>Takes a datagram, or a piece of a stream.</summary>
    /// <param name="number">Number of the socket.</param>
    /// <param name="bytes">Borrowed for the call.</param>
    public delegate void Received(int number, ReadOnlySpan<byte> bytes);

    /// <summary>Reads this connected socket, too, and makes it non-blocking.</summary>
    public void Add(int number, Socket socket)
    {
        Volatile.Write(ref sockets[number], socket);
        poll.Add(socket, number);
    }

    public void Dispose()
    {
        stopping = true;
        thread.Join();
        poll.Dispose();
        if (failure is not null)
        {
            throw new InvalidOperationException("The listeners' thread has failed.", failure);
        }
    }

    private void Read()
    {
        var (numbers, buffer) = (new int[SocketsAtOnce], new byte[ReadBytesMax]);
        try
        {
            while (!stopping)
            {
                var count = poll.Wait(numbers, StopLimit);
                for (var i = 0; i < count; i++)
                {
                    var length = Volatile.Read(ref sockets[numbers[i]]).Receive(buffer, SocketFlags.None, out var error);
                    if (error == SocketError.Success && length > 0)
                    {
                        received(numbers[i], buffer.AsSpan(0, length));
                    }
                }
            }
        }
#pragma warning disable CA1031 // Whatever it is, Dispose says it: a measurement without listeners is none.
        catch (Exception e)
#pragma warning restore CA1031
        {
            failure = e;
        }
    }
}
