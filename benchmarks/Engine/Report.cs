using System.Diagnostics;
using System.Globalization;

namespace AudioRooms.Benchmarks.Engine;

/// <summary>Writes a measurement as one line.</summary>
internal static class Report
{
    public static string Sequential(string what, long[] ticks, long allocated, double baselineNs)
    {
        var total = ticks.Sum();
        Array.Sort(ticks);
        var nsPerTick = 1e9 / Stopwatch.Frequency;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: p50 {ticks[ticks.Length / 2] * nsPerTick / 1000:F2} us, p99 {ticks[ticks.Length * 99 / 100] * nsPerTick / 1000:F2} us, {ticks.Length / (total * nsPerTick / 1e9):N0} calls/s ({total * nsPerTick / ticks.Length / baselineNs:F0} x plain), {allocated / ticks.Length} B/call");
    }
}
