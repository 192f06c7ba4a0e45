namespace AudioRooms.Benchmarks.Peers;

/// <summary>One system with one speaker and some listeners, once.</summary>
/// <param name="System">Which.</param>
/// <param name="Listeners">How many.</param>
/// <param name="Round">Its turn: all systems have theirs before one has the next.</param>
/// <param name="Seconds">Length of the measured window.</param>
/// <param name="Expected">Packets that were due to all listeners.</param>
/// <param name="Delivered">Packets that arrived.</param>
/// <param name="CpuSeconds">User and system time of the server's process in the window.</param>
/// <param name="LatencyP50Ms">From when a packet was due at the speaker to its arrival.</param>
/// <param name="LatencyP99Ms">The same.</param>
/// <param name="TesterCpuSeconds">Time of the load generator: near the window's length, it is the bottleneck.</param>
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
    /// <summary>CPU time of the server over what arrived, not over what it believes to have sent.</summary>
    public double MicrosPerPacket => Delivered == 0 ? 0 : CpuSeconds * 1e6 / Delivered;

    public double LossPercent => Expected == 0 ? 0 : 100.0 * Math.Max(0, Expected - Delivered) / Expected;
}
