namespace AudioRooms.Benchmarks.Bars;

/// <summary>A load test at size, judged by the bounds that its own scenario or options give.</summary>
/// <param name="Title">What is there.</param>
/// <param name="Shows">One sentence: why it is worth a row.</param>
/// <param name="Shape">How it is measured.</param>
/// <param name="Figures">What a reader wants to know of it.</param>
internal sealed record HotRoom(string Title, string Shows, Shape.Load Shape, IReadOnlyList<Figure> Figures);
