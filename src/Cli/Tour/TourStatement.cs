namespace AudioRooms.Cli.Tour;

/// <summary>State of a statement.</summary>
internal enum Verdict
{
    /// <summary>No scene has checked it.</summary>
    NotReached,

    /// <summary>Every check holds.</summary>
    Held,

    /// <summary>At least one check does not hold.</summary>
    Failed,

    /// <summary>An evening cannot check it, or it is not built; <see cref="TourStatement.WhyNot"/> says why.</summary>
    NotApplicable,
}

/// <summary>One check.</summary>
/// <param name="Text">What was expected.</param>
/// <param name="Holds">True if it is so.</param>
/// <param name="Found">What was found instead; null if it holds.</param>
internal sealed record TourCheck(string Text, bool Holds, string? Found);

/// <summary>A statement of <c>statements.txt</c> with the checks that the evening made.</summary>
/// <param name="id">S and a number.</param>
/// <param name="whyNot">Why the tour does not check it; null if it does.</param>
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

    /// <summary>Records that this server does not allow the check.</summary>
    public void PassOver(string reason) => WhyNot ??= reason;
}
