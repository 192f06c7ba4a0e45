using System.Text;
using System.Text.Json.Nodes;

namespace AudioRooms.Benchmarks.Bars;

/// <summary>The part of the page about the hot rooms.</summary>
internal static class HotRoomsSection
{
    public static void Append(StringBuilder page, Func<Shape, JsonNode?> resultOf)
    {
        page.Append("\n## Hot rooms\n\n");
        page.Append("The same machine and cores, a fresh server for each row, at the size at which something gives way first. "
            + "What has to hold is said by each scenario\n");
        page.Append("itself (`benchmarks/scenarios`); the reports lie in `benchmarks/results/")
            .Append(HotRooms.Folder)
            .Append("`. Where listeners share connections, one write of the server can carry\n");
        page.Append("several listeners' bundles: those rows say how much sound a core can hand out, and not what a connection "
            + "each would cost.\n\n");
        page.Append("| what | shows | measured | must hold | command | verdict |\n|---|---|---|---|---|---|\n");
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
