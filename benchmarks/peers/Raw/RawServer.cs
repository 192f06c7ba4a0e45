using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace AudioRooms.Benchmarks.Peers.Raw;

/// <summary>
/// The lower bound: the cost of the kernel and of .NET's sockets for a server that only writes. One thread loops over all
/// listeners at each tick. It runs as a process of its own, prints its port, accepts its listeners and sends until its input
/// ends.
/// </summary>
internal static class RawServer
{
    /// <param name="time">The clock of the time stamps.</param>
    /// <param name="udp">True for one datagram per packet, false for a stream.</param>
    /// <param name="listeners">Number of listeners to wait for.</param>
    /// <param name="packetsPerWrite">Length of a tick, in units of 20 ms.</param>
    public static async Task<int> RunAsync(TimeProvider time, bool udp, int listeners, int packetsPerWrite)
    {
        using var listening = udp
            ? new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp)
            : new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listening.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        if (!udp)
        {
            listening.Listen(listeners);
        }

        await Console.Out.WriteLineAsync($"port {((IPEndPoint)listening.LocalEndPoint!).Port}");
        var sockets = new Socket[udp ? 0 : listeners];
        var addresses = new SocketAddress[udp ? listeners : 0];
        for (var i = 0; i < listeners; i++)
        {
            if (udp)
            {
                // The reader sends a datagram from each of its sockets, which tells the address.
                addresses[i] = new SocketAddress(AddressFamily.InterNetwork);
                await listening.ReceiveFromAsync(new byte[1], SocketFlags.None, addresses[i]);
            }
            else
            {
                sockets[i] = await listening.AcceptAsync();
                sockets[i].NoDelay = true;
            }
        }

        await Console.Out.WriteLineAsync("sending");
        using var over = new CancellationTokenSource();
        var sending = Pacer.RunAsync(time, Pacer.PacketTime * packetsPerWrite, Send, over.Token);

        // Reading the console blocks its thread, and on one core the pool has no second one for the pacer.
        await Task.Factory.StartNew(
            Console.In.ReadToEnd, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await over.CancelAsync();
        await sending;
        foreach (var socket in sockets)
        {
            socket.Dispose();
        }

        return 0;

        ValueTask Send(long due)
        {
            var step = (long)(Pacer.PacketTime.TotalSeconds * time.TimestampFrequency);
            Span<byte> message = stackalloc byte[packetsPerWrite * Payload.Bytes];
            for (var i = 0; i < packetsPerWrite; i++)
            {
                Payload.Write(message[(i * Payload.Bytes)..], due - ((packetsPerWrite - 1 - i) * step));
            }

            foreach (var socket in sockets)
            {
                socket.Send(message);
            }

            foreach (var address in addresses)
            {
                listening.SendTo(message, SocketFlags.None, address);
            }

            return ValueTask.CompletedTask;
        }
    }

    /// <summary>The arguments that start the server as a process.</summary>
    public static IEnumerable<string> Arguments(bool udp, int listeners, int packetsPerWrite) =>
    [
        typeof(RawServer).Assembly.Location,
        Verb,
        udp ? "udp" : "tcp",
        listeners.ToString(CultureInfo.InvariantCulture),
        packetsPerWrite.ToString(CultureInfo.InvariantCulture),
    ];

    public const string Verb = "raw-server";
}
