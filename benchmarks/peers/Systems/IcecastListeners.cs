using System.Net.Sockets;
using System.Text;
using AudioRooms.Benchmarks.Peers.Icecast;

namespace AudioRooms.Benchmarks.Peers.Systems;

/// <summary>Listeners of an Icecast server, each on its own connection, read by one thread.</summary>
internal sealed class IcecastListeners : IDisposable
{
    /// <summary>
    /// Connections that enter at a time. Icecast admits waiting listeners with the next page of its source, so a few at a time
    /// would take minutes.
    /// </summary>
    private const int EnteringAtOnce = 50;

    private static readonly TimeSpan EnterLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(10);

    private readonly OggEar[] ears;
    private readonly List<Socket> sockets = [];
    private readonly SocketReader reader;

    private IcecastListeners(int count, Action<long> heard)
    {
        ears = [.. Enumerable.Range(0, count).Select(_ => new OggEar(heard))];
        reader = new SocketReader(count, (number, bytes) => ears[number].Take(bytes));
    }

    /// <summary>
    /// Connects all listeners. Fails if one is not admitted within a minute, so that it does not count as a listener who lost
    /// everything.
    /// </summary>
    /// <param name="time">The clock.</param>
    /// <param name="server">The server.</param>
    /// <param name="mount">Path of the stream.</param>
    /// <param name="count">Number of listeners.</param>
    /// <param name="heard">Gets the time at which each heard packet was due, on the reader's thread.</param>
    /// <param name="cancellation">Cancels the attempt.</param>
    public static async Task<IcecastListeners> EnterAsync(
        TimeProvider time, IcecastServer server, string mount, int count, Action<long> heard, CancellationToken cancellation)
    {
        var listeners = new IcecastListeners(count, heard);
        try
        {
            var request = Encoding.ASCII.GetBytes($"GET {mount} HTTP/1.0\r\nUser-Agent: listener\r\n\r\n");
            for (var number = 0; number < count; number++)
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                listeners.sockets.Add(socket);
                await socket.ConnectAsync(server.Address, cancellation).ConfigureAwait(false);
                await socket.SendAsync(request, SocketFlags.None, cancellation).ConfigureAwait(false);
                listeners.reader.Add(number, socket);
                if (number % EnteringAtOnce == EnteringAtOnce - 1 || number == count - 1)
                {
                    await listeners.WaitAsync(time, number, cancellation).ConfigureAwait(false);
                }
            }

            return listeners;
        }
        catch
        {
            listeners.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        reader.Dispose();
        sockets.ForEach(socket => socket.Dispose());
    }

    private async Task WaitAsync(TimeProvider time, int last, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        while (ears.Take(last + 1).Any(ear => !ear.IsIn))
        {
            if (time.GetElapsedTime(began) > EnterLimit)
            {
                throw new TimeoutException($"Listener {last} is not in within {EnterLimit.TotalSeconds:0} s.");
            }

            await Task.Delay(LookAgain, time, cancellation).ConfigureAwait(false);
        }
    }
}
