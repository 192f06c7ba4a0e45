using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace AudioRooms.Benchmarks.Peers.Raw;

/// <summary>
/// The floor: what the kernel and .NET's sockets cost if a server does nothing but write. One thread, one loop over all listeners
/// per tick. It is started as a process of its own, says its port, takes its listeners and sends until its input ends.
/// </summary>
internal static class RawServer
{
    /// <param name="time">The clock of the stamps.</param>
    /// <param name="udp">One datagram per packet, or a stream.</param>
    /// <param name="listeners">How many to wait for.</param>
    /// <param name="packetsPerWrite">A tick is as many times 20 ms.</param>
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
                // The reader sends a datagram from each of its sockets: that is the address.
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

        // Reading the console holds up its thread, and on one core the pool has no second one for the pacer.
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

    /// <summary>Arguments that start it as a process.</summary>
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
