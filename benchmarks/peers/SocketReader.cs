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
    private readonly IReadOnlyList<Socket> sockets;
    private readonly Received received;
    private readonly Thread thread;
    private volatile bool stopping;
    private Exception? failure;

    /// <param name="sockets">Connected ones.</param>
    /// <param name="received">Gets what came, on the reader's thread; must not throw.</param>
    public SocketReader(IReadOnlyList<Socket> sockets, Received received)
    {
        this.sockets = sockets;
        this.received = received;
        for (var i = 0; i < sockets.Count; i++)
        {
            poll.Add(sockets[i], i);
        }

        thread = new Thread(Read) { IsBackground = true, Name = "listeners" };
        thread.Start();
    }

    /// <summary>A datagram, or a piece of a stream.</summary>
    /// <param name="number">Which socket's.</param>
    /// <param name="bytes">Borrowed until the return.</param>
    public delegate void Received(int number, ReadOnlySpan<byte> bytes);

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
                    var length = sockets[numbers[i]].Receive(buffer, SocketFlags.None, out var error);
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
