using System.Text;
using System.Text.Json.Nodes;

namespace AudioRooms.Benchmarks.Bars;

/// <summary>The part of the page that compares the cost of a browser's WebSocket with gRPC. No bar depends on it.</summary>
internal static class TransportsSection
{
    private static readonly (string Transport, Shape.Load Shape)[] Rows =
        [("gRPC", BarTable.Transports.Grpc), ("WebSocket", BarTable.Transports.WebSocket)];

    private static readonly Figure[] Figures =
        [
            LoadFigures.PerBundle, LoadFigures.PerPacket, LoadFigures.Core, LoadFigures.Latency, LoadFigures.Memory,
            LoadFigures.Loss,
        ];

    public static void Append(StringBuilder page, Func<Shape, JsonNode?> resultOf)
    {
        page.Append("\n## WebSocket beside gRPC\n\n");
        page.Append("1 speaker, 1,000 listeners, audience class, all of them on WebSockets or all on gRPC. A bundle is one write "
            + "on both transports.\n\n");
        page.Append("| transport | ").AppendJoin(" | ", Figures.Select(figure => figure.Name)).Append(" | command |\n");
        page.Append("|---|").Insert(page.Length, "---|", Figures.Length + 1).Append('\n');
        foreach (var (transport, shape) in Rows)
        {
            var result = resultOf(shape);
            page.Append($"| {transport} | ").AppendJoin(
                " | ", Figures.Select(figure => result is null ? "not measured" : figure.Show(result)));
            page.Append($" | `{shape.Command}` |\n");
        }
    }
}
