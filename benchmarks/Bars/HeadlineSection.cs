using System.Text;
using System.Text.Json.Nodes;

namespace AudioRooms.Benchmarks.Bars;

/// <summary>
/// The first figure of the page, in the unit of another project's published figure, and what belongs beside it.
/// </summary>
internal static class HeadlineSection
{
    /// <summary>
    /// From LiveKit's own benchmark page, audio only: 10 publishers, 3,000 subscribers, 16 cores at 80 %. µs of server CPU time
    /// per delivered packet.
    /// </summary>
    private const double LiveKitPerPacket = 13.3;

    public static void Append(StringBuilder page, Func<Shape, JsonNode?> resultOf)
    {
        if (resultOf(BarTable.Headline) is not { } headline || resultOf(BarTable.OneSpeaker) is not { } oneSpeaker)
        {
            return;
        }

        var machine = headline["machine"]!;
        page.Append($"**{LoadFigures.PerPacket.Show(headline)} of server CPU per delivered packet**, with TLS, 10 publishers "
            + "and 3,000 listeners, ");
        page.Append($"on one core of a machine with {machine["cores"]} × {machine["processor"]}\n(core "
            + $"{LoadFigures.Core.Show(headline)}, p99 {LoadFigures.Latency.Show(headline)}, lost "
            + $"{LoadFigures.Loss.Show(headline)}). ");
        page.Append(FormattableString.Invariant($"LiveKit publishes {LiveKitPerPacket} µs for this shape, "));
        page.Append("on 16 cores of another machine. A write costs nearly the same for any amount\n");
        page.Append("of data, and here a write carries the packets of all speakers within 60 ms or more. With one speaker a "
            + "write carries fewer packets, and a packet costs\n");
        page.Append($"{LoadFigures.PerPacket.Show(oneSpeaker)} (1,000 listeners, with TLS).\n\n");
    }
}
