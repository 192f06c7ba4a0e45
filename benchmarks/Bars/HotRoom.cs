namespace AudioRooms.Benchmarks.Bars;

/// <summary>A load test at full size, judged by the bounds of its own scenario or options.</summary>
/// <param name="Title">The room or evening.</param>
/// <param name="Shows">One sentence: why the row is worth showing.</param>
/// <param name="Shape">How it is measured.</param>
/// <param name="Figures">The figures to show.</param>
internal sealed record HotRoom(string Title, string Shows, Shape.Load Shape, IReadOnlyList<Figure> Figures);
