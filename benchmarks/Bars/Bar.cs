namespace AudioRooms.Benchmarks.Bars;

/// <summary>A promise about a shape: figures and the most that each may be.</summary>
/// <param name="Title">The shape and the figure, as promised.</param>
/// <param name="Shape">The shape that is measured.</param>
/// <param name="Must">The figures with their bounds; all must hold.</param>
/// <param name="Aim">The same figures with lower bounds, which the project aims at.</param>
internal sealed record Bar(string Title, Shape Shape, IReadOnlyList<Bound> Must, IReadOnlyList<Bound> Aim)
{
    /// <summary>Further figures that the page shows beside the bar.</summary>
    public IReadOnlyList<Figure> Beside { get; init; } = [];

    /// <summary>True if the shape is also measured with TLS, where a figure may be twice as large.</summary>
    public bool HasTls { get; init; }
}

/// <summary>A figure and the most that it may be.</summary>
internal sealed record Bound(Figure Figure, double Most)
{
    public override string ToString() => $"{Figure.Name} ≤ {Figure.Format(Most)}";
}
