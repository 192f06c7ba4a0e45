using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace AudioRooms.Gateway.Observability;

/// <summary>
/// Figures of the process that .NET's own meter <c>System.Runtime</c> lacks: the time of its start, and the duration of each
/// pause of the garbage collector. .NET has only the sum of the pauses, and a load test judges the longest one.
/// </summary>
internal static class ProcessFigures
{
    /// <summary>One meter for the process, however many hosts run in it.</summary>
    public static Meter Meter { get; } = Create();

    private static Meter Create()
    {
        using var process = Process.GetCurrentProcess();
        var startedAt = new DateTimeOffset(process.StartTime.ToUniversalTime()).ToUnixTimeMilliseconds() / 1e3;
        var meter = new Meter("AudioRooms.Process");
        meter.CreateObservableGauge("process.start_time", () => startedAt, "s", "Start of the process since the Unix epoch.");
        return meter;
    }
}
