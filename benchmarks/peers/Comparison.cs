using System.Collections.Immutable;
using AudioRooms.Benchmarks.Peers.Raw;
using AudioRooms.Benchmarks.Peers.Systems;

namespace AudioRooms.Benchmarks.Peers;

/// <summary>Measures systems alternately (A, B, A, B), so that a disturbance of a minute does not affect one alone.</summary>
internal sealed class Comparison(TimeProvider time, TextWriter progress)
{
    /// <summary>The names of all systems, in the order of a report.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. SystemNames.Classes,
        .. SystemNames.Classes.Select(name => name + SystemNames.TlsSuffix),
        .. SystemNames.Classes.Select(name => name + SystemNames.WebSocketSuffix),
        SystemNames.MurmurUdp,
        SystemNames.MurmurTcp,
        SystemNames.RawTcp,
        SystemNames.RawTcpBy3,
        SystemNames.RawUdp,
        SystemNames.Icecast,
    ];

    public async Task<ImmutableArray<Measurement>> RunAsync(
        IReadOnlyList<string> names, IReadOnlyList<int> listeners, int rounds, TimeSpan window, CancellationToken cancellation)
    {
        var systems = names.Select(SystemOf).ToList();
        var all = ImmutableArray.CreateBuilder<Measurement>();
        foreach (var count in listeners)
        {
            for (var round = 1; round <= rounds; round++)
            {
                foreach (var system in systems)
                {
                    await progress.WriteAsync($"{count} listeners, round {round}, {system.Name}: ").ConfigureAwait(false);
                    var one = await system.MeasureAsync(count, round, window, cancellation).ConfigureAwait(false);
                    all.Add(one);
                    await progress.WriteLineAsync(
                        $"{one.MicrosPerPacket:F1} us per packet, {one.LossPercent:0.##} % lost, p99 {one.LatencyP99Ms:F1} ms, "
                        + $"tester {one.TesterCpuSeconds:F1} s").ConfigureAwait(false);
                }
            }
        }

        return all.ToImmutable();
    }

    private ISystem SystemOf(string name) => name switch
    {
        SystemNames.MurmurUdp => new MurmurSystem(time, udp: true),
        SystemNames.MurmurTcp => new MurmurSystem(time, udp: false),
        SystemNames.Icecast => new IcecastSystem(time),
        SystemNames.RawTcp or SystemNames.RawTcpBy3 or SystemNames.RawUdp => new RawSystem(time, name),
        _ => new AudioRoomsSystem(time, name),
    };
}
