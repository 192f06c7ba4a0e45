using System.Globalization;
using System.Net;
using System.Net.Sockets;
using AudioRooms.Benchmarks.Measuring;
using AudioRooms.Benchmarks.Peers.Systems;

namespace AudioRooms.Benchmarks.Peers.Raw;

/// <summary>The raw server, read by this process.</summary>
internal sealed class RawSystem(TimeProvider time, string name) : ISystem
{
    private const int PacketsPerLongWrite = 3;

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    public string Name => name;

    public async Task<Measurement> MeasureAsync(int listeners, int round, TimeSpan window, CancellationToken cancellation)
    {
        var udp = name == SystemNames.RawUdp;
        var packetsPerWrite = name == SystemNames.RawTcpBy3 ? PacketsPerLongWrite : 1;
        var arrivals = new Arrivals(time);
        await using var server = PinnedProcess.Start(
            PinnedProcess.ServerCore, "dotnet", RawServer.Arguments(udp, listeners, packetsPerWrite));
        var line = await server.WaitForLineAsync("port ", StartLimit).ConfigureAwait(false);
        var address = new IPEndPoint(IPAddress.Loopback, int.Parse(line.AsSpan("port ".Length), CultureInfo.InvariantCulture));
        var sockets = await ConnectAsync(address, udp, listeners, cancellation).ConfigureAwait(false);
        try
        {
            var splitters = sockets.Select(_ => new PacketSplitter()).ToArray();
            using var reader = new SocketReader(listeners, (number, bytes) => splitters[number].Take(bytes, arrivals));
            for (var i = 0; i < listeners; i++)
            {
                reader.Add(i, sockets[i]);
            }

            await server.WaitForLineAsync("sending", StartLimit).ConfigureAwait(false);
            var (cpu, tester) = await MeasuredWindow.MeasureAsync(
                time, window, arrivals, () => server.ProcessorTime, cancellation).ConfigureAwait(false);

            // The server's schedule is not known here; by the clock this many packets were due.
            var due = (long)Math.Round(window / Pacer.PacketTime) * listeners;
            return new Measurement(
                Name, listeners, round, window.TotalSeconds, due, arrivals.Delivered, cpu.TotalSeconds,
                arrivals.LatencyMs(0.5), arrivals.LatencyMs(0.99), tester.TotalSeconds);
        }
        finally
        {
            sockets.ForEach(socket => socket.Dispose());
        }
    }

    private static async Task<List<Socket>> ConnectAsync(IPEndPoint server, bool udp, int count, CancellationToken cancellation)
    {
        var sockets = new List<Socket>();
        for (var i = 0; i < count; i++)
        {
            var socket = udp
                ? new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp)
                : new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            sockets.Add(socket);
            await socket.ConnectAsync(server, cancellation).ConfigureAwait(false);
            if (udp)
            {
                await socket.SendAsync(new byte[1], cancellation).ConfigureAwait(false);
            }
        }

        return sockets;
    }
}
