using System.Text.Json;

namespace AudioRooms.Cli.Capacity;

/// <summary>What the model takes from a report of the load tester.</summary>
/// <param name="Rooms">Rooms of the run.</param>
/// <param name="Listeners">Listeners of all rooms together.</param>
/// <param name="PacketsPerSecond">Packets that arrived at listeners.</param>
/// <param name="BundlesPerSecond">Writes that arrived.</param>
/// <param name="BundleMicros">Processor time of the server over writes, in microseconds; 0 without writes.</param>
/// <param name="CpuPerSecond">Processors that the server used.</param>
/// <param name="BytesBefore">Memory of the server with the speakers alone.</param>
/// <param name="BytesPerListener">Memory of a listener.</param>
internal sealed record MeasuredLoad(
    double Rooms,
    double Listeners,
    double PacketsPerSecond,
    double BundlesPerSecond,
    double BundleMicros,
    double CpuPerSecond,
    double BytesBefore,
    double BytesPerListener)
{
    public double PacketsPerBundle => PacketsPerSecond / BundlesPerSecond;

    public static MeasuredLoad Of(JsonElement report)
    {
        var server = report.GetProperty("server");
        return new MeasuredLoad(
            Number(report, "rooms"),
            Number(report, "connected"),
            Number(report.GetProperty("packets"), "perSecond"),
            Number(report.GetProperty("bundles"), "perSecond"),
            Number(server, "cpuMicrosPerBundle"),
            Number(server, "cpuSeconds") / Number(report, "seconds"),
            Number(server, "rssBytesBeforeJoins"),
            Number(server, "rssBytesPerListener"));
    }

    private static double Number(JsonElement element, string name) => element.GetProperty(name).GetDouble();
}
