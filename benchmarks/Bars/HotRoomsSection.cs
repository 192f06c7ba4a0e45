using System.Text;
using System.Text.Json.Nodes;

namespace AudioRooms.Benchmarks.Bars;

/// <summary>The part of the page about the hot rooms.</summary>
internal static class HotRoomsSection
{
    public static void Append(StringBuilder page, Func<Shape, JsonNode?> resultOf)
    {
        page.Append("\n## Hot rooms\n\n");
        page.Append("The same machine and cores with a new server for each row, at the size at which a first bound is reached. "
            + "Each scenario names its bounds\n");
        page.Append("(`benchmarks/scenarios`); the reports are in `benchmarks/results/")
            .Append(HotRooms.Folder)
            .Append("`. When listeners share connections, one write of the server can carry\n");
        page.Append("several listeners' bundles: such a row shows how much sound a core can send, not the cost of a connection "
            + "for each listener.\n\n");
        page.Append("| what | shows | measured | bounds | command | verdict |\n|---|---|---|---|---|---|\n");
        foreach (var row in HotRooms.All)
        {
            if (resultOf(row.Shape) is not { } result)
            {
                page.Append($"| {row.Title} | {row.Shows} | not measured | | `{row.Shape.Command}` | ? |\n");
                continue;
            }

            var (bounds, verdict) = HotRooms.VerdictOf(Figure.LastReport(result));
            page.Append($"| {row.Title} | {row.Shows} | {HotRooms.MeasuredOf(row, result)} | {bounds} | `{row.Shape.Command}` "
                + $"| {verdict} |\n");
        }
    }
}
