using System.Text;

namespace AudioRooms.Coverage.Tests;

/// <summary>Writes <c>docs/coverage.md</c>.</summary>
internal static class CoveragePage
{
    private const string NothingSaid = "not shown by a test yet";

    /// <summary>The page.</summary>
    public static string Of(IReadOnlyList<CoverageRow> rows, IReadOnlyList<ShownRow> claims)
    {
        var shown = claims.ToLookup(claim => claim.Row);
        var wanted = rows.Where(row => row.IsWanted).ToList();
        var page = new StringBuilder();
        page.Append("# What is shown, and by which test\n\n");
        page.Append("Made of `coverage.rows.txt` and of the tests' own `[Trait(\"Covers\", …)]`; a test fails when this page is out of date.\n");
        page.Append("Written anew by `UPDATE_LISTS=1 dotnet test tests/Coverage.Tests`.\n\n");
        page.Append($"{wanted.Count(row => shown[row.Id].Any())} of {wanted.Count} rows are shown by a test.\n");
        Section(page, "Statements", wanted.Where(row => row.Id[0] == 'S'), shown);
        Section(page, "Features that are a must", wanted.Where(row => row.Id[0] == 'M'), shown);
        Section(page, "Beyond the musts", rows.Where(row => !row.IsWanted && shown[row.Id].Any()), shown);
        return page.ToString();
    }

    private static void Section(StringBuilder page, string title, IEnumerable<CoverageRow> rows, ILookup<string, ShownRow> shown)
    {
        page.Append($"\n## {title}\n\n| row | need | what it means | shown by |\n|---|---|---|---|\n");
        foreach (var row in rows)
        {
            page.Append($"| {row.Id} | {row.Need} | {row.Title} | {ShownBy(row, shown[row.Id])} |\n");
        }
    }

    private static string ShownBy(CoverageRow row, IEnumerable<ShownRow> claims)
    {
        var tests = claims
            .OrderBy(claim => claim.Project, StringComparer.Ordinal).ThenBy(claim => claim.Test, StringComparer.Ordinal)
            .Select(claim => $"{claim.Project[..^".Tests".Length]}: `{claim.Test}`").Distinct().ToList();
        return tests.Count > 0 ? string.Join("<br>", tests) : $"*{(row.Reason.Length > 0 ? row.Reason : NothingSaid)}*";
    }
}
