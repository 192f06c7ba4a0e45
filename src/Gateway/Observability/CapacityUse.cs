namespace AudioRooms.Gateway.Observability;

/// <summary>
/// How much of what a process can carry is used, 0 to 1 and beyond: the larger of its share of the processors, over the share at
/// which a gateway nears its limit, and its share of the memory that it may have. A gateway that refuses newcomers is at 1 at
/// least. The mean of the last seconds, because autoscalers act on single readings. Pure; not thread-safe.
/// </summary>
internal sealed class CapacityUse
{
    /// <summary>The load from which a listener more is one too many: a gateway's own limit for the broadcast class.</summary>
    private const double LoadFull = 0.95;

    /// <summary>Weight of the newest second: nine tenths of a step show after 15 s, the time between two readings.</summary>
    private const double Newest = 0.15;

    private double mean;

    /// <summary>The ratio now.</summary>
    public double Ratio { get; private set; }

    /// <summary>Takes in a second.</summary>
    /// <param name="load">Share of the processors that the process used, 0 to 1.</param>
    /// <param name="memory">Share of the memory that the process may have, 0 to 1 and beyond.</param>
    /// <param name="isFull">Whether the gateway refuses newcomers.</param>
    public void Observe(double load, double memory, bool isFull)
    {
        mean += (Math.Max(load / LoadFull, memory) - mean) * Newest;
        Ratio = isFull ? Math.Max(mean, 1) : mean;
    }
}
