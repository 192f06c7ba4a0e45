using System.Text.Json.Nodes;
using AudioRooms.Benchmarks.Measuring;

namespace AudioRooms.Benchmarks.Bars;

/// <summary>The committed results.</summary>
internal static class Results
{
    /// <summary>A shape's result; null if it was not measured yet.</summary>
    public static JsonNode? Of(Shape shape)
    {
        var file = Path.Combine(Checkout.Results, shape.File);
        return File.Exists(file) ? JsonNode.Parse(File.ReadAllText(file)) : null;
    }

    /// <summary>The page with the committed results.</summary>
    public static string Page() => BarsPage.Of(Of);
}
