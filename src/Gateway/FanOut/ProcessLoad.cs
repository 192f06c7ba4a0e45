namespace AudioRooms.Gateway.FanOut;

/// <summary>How busy the process keeps the processors that it may use, within its affinity and container limits.</summary>
/// <param name="processorTime">Returns the processor time that the process has used so far.</param>
/// <param name="processors">How many processors the process may use.</param>
internal sealed class ProcessLoad(Func<TimeSpan> processorTime, int processors)
{
    private TimeSpan usedBefore = processorTime();

    /// <summary>How many processors the process may use.</summary>
    public int Processors => processors;

    /// <summary>The load of this process.</summary>
    public static ProcessLoad OfThisProcess() => new(static () => Environment.CpuUsage.TotalTime, Environment.ProcessorCount);

    /// <summary>The share of the processors used since the last call, 0 to 1.</summary>
    /// <param name="elapsed">Time since the last call, above zero.</param>
    public double Since(TimeSpan elapsed)
    {
        var used = processorTime();
        var share = (used - usedBefore) / (elapsed * processors);
        usedBefore = used;
        return share;
    }
}
