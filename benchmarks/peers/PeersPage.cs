using System.Globalization;
using System.Text;

namespace AudioRooms.Benchmarks.Peers;

/// <summary>Writes a comparison as a page for people.</summary>
internal static class PeersPage
{
    public static string Of(PeersReport report) => string.Create(CultureInfo.InvariantCulture, $"""
        # Peers on the same machine, in the same run

        One speaker sends 50 packets a second to some listeners on loopback. The server has one core, and its load another core.
        The systems take turns ({report.Measurements.Max(one => one.Round)} rounds of
        {report.Measurements[0].Seconds:0} s, after 3 s of warm-up, AudioRooms after 15 s), so other work of the machine
        affects all of them.

            {report.Command}

        {report.StartedAt[..16].Replace('T', ' ')} UTC; {report.Machine}.

        {Table(report)}
        {Notes}
        """);

    /// <summary>The rows with their ratios.</summary>
    public static string Table(PeersReport report)
    {
        var table = new StringBuilder(
            "| listeners | system | CPU µs per delivered packet | the rounds | to Murmur's UDP | to Icecast | lost % | p50 ms | "
            + "p99 ms | server's core % | tester's core % |\n"
            + "|--:|---|--:|---|--:|--:|--:|--:|--:|--:|--:|\n");
        foreach (var sum in report.Sums())
        {
            var rounds = report.Measurements
                .Where(one => one.System == sum.System && one.Listeners == sum.Listeners)
                .Select(one => one.MicrosPerPacket.ToString("F1", CultureInfo.InvariantCulture));
            var ratio = report.Ratios.FirstOrDefault(one => one.System == sum.System && one.Listeners == sum.Listeners);
            table.Append(
                CultureInfo.InvariantCulture,
                $"| {sum.Listeners} | {sum.System} | {sum.MicrosPerPacket:F1} | {string.Join(", ", rounds)} | "
                + $"{Times(ratio?.ToMurmurUdp)} | {Times(ratio?.ToIcecast)} | {sum.LossPercent:0.##} | {sum.LatencyP50Ms:F1} | "
                + $"{sum.LatencyP99Ms:F1} | {100 * sum.CpuSeconds / sum.Seconds:F0} | "
                + $"{100 * sum.TesterCpuSeconds / sum.Seconds:F0} |\n");
        }

        return table.ToString();
    }

    private static string Times(double? ratio) =>
        ratio is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{ratio:F2} ×");

    private const string Notes = """
        - `interactive`, `audience`, `economy` and `broadcast` are AudioRooms' latency classes (a bundle every 20, 60, 120 ms
          and 1 s) over gRPC, `-tls` with encryption, which Murmur always has, `-ws` over WebSockets, as browsers have it.
          `murmur-udp` is Mumble's native transport (OCB2-AES128), `murmur-tcp` its tunnel (TLS). `raw-tcp` and `raw-udp` are a
          plain .NET loop of socket writes, `raw-tcp-by-3` writes three packets at a time: the lowest possible cost, without encryption,
          framing, sessions or acknowledgements. `icecast` is Icecast with one Ogg Opus source of the load tester's rate, in
          pages of 200 ms and without a burst.
        - CPU is user and system time of the server's process divided by the packets that arrived in all rounds. p50 and p99
          (of the worst round) run from when a packet was due at the speaker to its arrival.
        - The systems differ in these points. Packets of Murmur and the raw loops have 80 bytes; AudioRooms' load tester sends
          recorded speech, whose packets vary around 58 bytes (a write costs about the same for both). AudioRooms' listeners
          acknowledge sound, Mumble's listeners ping every 5 s, the raw loops' listeners send nothing. AudioRooms' CPU time
          comes from its metrics, the others' from the system; both are the kernel's count of the process. A late speaker
          raises the latency of all listeners.
        - When the tester's core is full, the system looks slower than it is.

        """;
}
