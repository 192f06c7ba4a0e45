using System.Globalization;
using System.Text.Json.Nodes;

namespace AudioRooms.Benchmarks.Bars;

/// <summary>A bar compared with a result.</summary>
internal sealed record BarVerdict(string Measured, string Verdict)
{
    /// <summary>Most packets that may be lost, in percent; with more the figure does not count.</summary>
    public const double LossPercentMax = 0.1;

    /// <summary>Largest ratio of a result with TLS to the plain one.</summary>
    public const double TlsFactorMax = 2;

    private static readonly BarVerdict Nothing = new("not measured", "?");

    /// <summary>The verdict without TLS: must and aim.</summary>
    public static BarVerdict Of(Bar bar, JsonNode? result)
    {
        if (result is null)
        {
            return Nothing;
        }

        var problem = Problem(result);
        if (bar.Must.Concat(bar.Aim).Any(bound => bound.Figure.Read(result) is null))
        {
            return new(Figures(bar, result), "? the figure is missing");
        }

        var verdict = Hold(bar.Aim, result) ? "aim" : Hold(bar.Must, result) ? "must" : "**missed**";
        return new(Figures(bar, result), problem is null ? verdict : $"**missed**: {problem}");
    }

    /// <summary>The verdict with TLS, compared with the plain result.</summary>
    public static BarVerdict OfTls(Bar bar, JsonNode? plain, JsonNode? result)
    {
        if (plain is null || result is null)
        {
            return Nothing;
        }

        var figure = bar.Must[^1].Figure;
        if ((figure.Read(plain), figure.Read(result)) is not ({ } before, { } now))
        {
            return new(Figures(bar, result), "? the figure is missing");
        }

        var problem = Problem(result);
        if (before == 0)
        {
            // A ratio to zero has no meaning: the bound itself holds or does not.
            return new(
                Figures(bar, result),
                problem is not null ? $"**missed**: {problem}" : Hold(bar.Must, result) ? "must" : "**missed**");
        }

        var factor = now / before;
        var factorText = string.Create(CultureInfo.InvariantCulture, $"{factor:0.##} × plain");
        var verdict = problem is not null ? $"**missed**: {problem}" : factor <= TlsFactorMax ? "must" : "**missed**";
        return new($"{Figures(bar, result)}; {factorText}", verdict);
    }

    private static bool Hold(IReadOnlyList<Bound> bounds, JsonNode result) =>
        bounds.All(bound => bound.Figure.Read(result) is { } value && value <= bound.Most);

    // A figure counts only if every listener joined and heard everything.
    private static string? Problem(JsonNode result)
    {
        foreach (var report in result["reports"]?.AsArray() ?? [])
        {
            if (Loss(report!["packets"]!) is { } loss)
            {
                return loss;
            }

            if (Figure.Number(report["joinFailures"]) is var failed and not 0)
            {
                return $"{failed} joins failed";
            }
        }

        return (result["measurements"]?.AsArray() ?? [])
            .Select(one => Loss(one!) is { } loss ? $"{one!["system"]}: {loss}" : null)
            .FirstOrDefault(loss => loss is not null);
    }

    private static string? Loss(JsonNode of) => Figure.Number(of["lossPercent"]) is var loss && loss < LossPercentMax
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"{loss:0.##} % lost");

    private static string Figures(Bar bar, JsonNode result) =>
        Figure.ShowAll(bar.Must.Concat(bar.Aim).Select(bound => bound.Figure).Concat(bar.Beside).Distinct(), result);
}
