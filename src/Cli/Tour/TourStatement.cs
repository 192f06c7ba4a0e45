namespace AudioRooms.Cli.Tour;

/// <summary>What became of a statement.</summary>
internal enum Verdict
{
    /// <summary>No scene has come to it.</summary>
    NotReached,

    /// <summary>Everything that was looked at is so.</summary>
    Held,

    /// <summary>Something is not so.</summary>
    Failed,

    /// <summary>Cannot be looked at in an evening, or is not built; <see cref="TourStatement.WhyNot"/> says why.</summary>
    NotApplicable,
}

/// <summary>One thing that was looked at.</summary>
/// <param name="Text">What is so if it holds.</param>
/// <param name="Holds">Whether it is.</param>
/// <param name="Found">What was found instead; null if it holds.</param>
internal sealed record TourCheck(string Text, bool Holds, string? Found);

/// <summary>One of the statements of <c>statements.txt</c>, and what the evening showed of it.</summary>
/// <param name="id">S and a number.</param>
/// <param name="title">What it says.</param>
/// <param name="whyNot">Why the tour does not look at it; null if it does.</param>
internal sealed class TourStatement(string id, string title, string? whyNot)
{
    private readonly List<TourCheck> checks = [];

    public string Id { get; } = id;

    public string Title { get; } = title;

    public string? WhyNot { get; private set; } = whyNot;

    public IReadOnlyList<TourCheck> Checks => checks;

    public Verdict Verdict =>
        checks.Exists(static check => !check.Holds) ? Verdict.Failed
        : checks.Count > 0 ? Verdict.Held
        : WhyNot is not null ? Verdict.NotApplicable
        : Verdict.NotReached;

    public void Add(TourCheck check) => checks.Add(check);

    /// <summary>This server does not let the tour look.</summary>
    public void PassOver(string reason) => WhyNot ??= reason;
}
