using System.Net.Sockets;

namespace AudioRooms.Benchmarks.Peers;

/// <summary>Reads many sockets on a thread of its own.</summary>
internal sealed class SocketReader : IDisposable
{
    private const int ReadBytesMax = 64 * 1024;
    private const int SocketsAtOnce = 256;

    /// <summary>How soon the thread notices that it shall stop.</summary>
    private static readonly TimeSpan StopLimit = TimeSpan.FromMilliseconds(100);

    private readonly SocketPoll poll = new();
    private readonly Socket[] sockets;
    private readonly Received received;
    private readonly Thread thread;
    private volatile bool stopping;
    private Exception? failure;

    /// <param name="socketsMax">Numbers of sockets are below it.</param>
    /// <param name="received">Gets what came, on the reader's thread; must not throw.</param>
    public SocketReader(int socketsMax, Received received)
    {
        sockets = new Socket[socketsMax];
        this.received = received;
        thread = new Thread(Read) { IsBackground = true, Name = "listeners" };
        thread.Start();
    }

    /// <summary>A datagram, or a piece of a stream.</summary>
    /// <param name="number">Which socket's.</param>
    /// <param name="bytes">Borrowed until the return.</param>
    public delegate void Received(int number, ReadOnlySpan<byte> bytes);

    /// <summary>Reads a connected socket, too, which becomes one that never waits.</summary>
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
