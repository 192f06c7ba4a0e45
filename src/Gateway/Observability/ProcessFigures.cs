using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace AudioRooms.Gateway.Observability;

/// <summary>
/// What <c>System.Runtime</c>, .NET's own meter, does not tell of the process: when the process started, and how long each pause
/// of the garbage collector lasted. .NET has only the sum of the pauses, and a load test judges the longest of them.
/// </summary>
internal static class ProcessFigures
{
    /// <summary>One meter for the process, whatever number of hosts runs in it.</summary>
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
