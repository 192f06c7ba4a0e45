using System.Globalization;
using System.Text.Json.Nodes;

namespace AudioRooms.Benchmarks.Bars;

/// <summary>A bar held against a result.</summary>
internal sealed record BarVerdict(string Measured, string Verdict)
{
    /// <summary>More packets than this may not be lost, in percent, whatever the figure.</summary>
    public const double LossPercentMax = 0.1;

    /// <summary>What a result with TLS may be of the plain one.</summary>
    public const double TlsFactorMax = 2;

    private static readonly BarVerdict Nothing = new("not measured", "?");

    /// <summary>Without TLS: must and aim.</summary>
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

    /// <summary>With TLS: against the plain result.</summary>
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
            // Nothing can be said in times of nothing: the bound itself holds, or does not.
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

    // A figure is worth something only if people heard it all, and all of them came.
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
