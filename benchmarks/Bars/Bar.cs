namespace AudioRooms.Benchmarks.Bars;

/// <summary>What a figure of a shape has to be at most.</summary>
/// <param name="Title">The shape and the figure, as promised.</param>
/// <param name="Shape">What is measured.</param>
/// <param name="Must">Every figure with its bound; all have to hold.</param>
/// <param name="Aim">The same, harder.</param>
internal sealed record Bar(string Title, Shape Shape, IReadOnlyList<Bound> Must, IReadOnlyList<Bound> Aim)
{
    /// <summary>Further figures that a reader wants beside it.</summary>
    public IReadOnlyList<Figure> Beside { get; init; } = [];

    /// <summary>Whether the same is also measured with TLS, where it may be twice as much.</summary>
    public bool HasTls { get; init; }
}

/// <summary>A figure and how much it may be.</summary>
internal sealed record Bound(Figure Figure, double Most)
{
    public override string ToString() => $"{Figure.Name} ≤ {Figure.Say(Most)}";
}
