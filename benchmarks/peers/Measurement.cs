namespace AudioRooms.Benchmarks.Peers;

/// <summary>One measurement of one system with one speaker.</summary>
/// <param name="System">Name of the system.</param>
/// <param name="Listeners">Number of listeners.</param>
/// <param name="Round">The round; every system is measured once in each.</param>
/// <param name="Seconds">Length of the measured window in seconds.</param>
/// <param name="Expected">Packets that were due at all listeners.</param>
/// <param name="Delivered">Packets that arrived.</param>
/// <param name="CpuSeconds">User and system time of the server's process in the window, in seconds.</param>
/// <param name="LatencyP50Ms">Median time from when a packet was due at the speaker to its arrival, in ms.</param>
/// <param name="LatencyP99Ms">The 99th percentile of that time, in ms.</param>
/// <param name="TesterCpuSeconds">
/// CPU time of the load generator in seconds; near the window's length it is the bottleneck.
/// </param>
internal sealed record Measurement(
    string System,
    int Listeners,
    int Round,
    double Seconds,
    long Expected,
    long Delivered,
    double CpuSeconds,
    double LatencyP50Ms,
    double LatencyP99Ms,
    double TesterCpuSeconds)
{
    /// <summary>
    /// CPU time of the server per packet that arrived; packets that it only believes to have sent do not count.
    /// </summary>
    public double MicrosPerPacket => Delivered == 0 ? 0 : CpuSeconds * 1e6 / Delivered;

    public double LossPercent => Expected == 0 ? 0 : 100.0 * Math.Max(0, Expected - Delivered) / Expected;
}
