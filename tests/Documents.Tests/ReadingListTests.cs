using System.Globalization;
using System.Text.RegularExpressions;

namespace AudioRooms.Documents.Tests;

/// <summary>The reading list of <c>docs/architecture.md</c> says how long the files are and how long they take.</summary>
public sealed partial class ReadingListTests
{
    private const string Page = "docs/architecture.md";

    private const int LinesPerMinute = 25;

    /// <summary>A list that is a fifth wrong is still a plan for an afternoon; beyond that it misleads.</summary>
    private const double ToleranceMax = 0.2;

    private readonly List<(string Path, int Lines, int Minutes)> rows =
    [
        .. Row().Matches(Pages.Read(Page)).Select(
            match => (match.Groups["path"].Value, Number(match, "lines"), Number(match, "minutes"))),
    ];

    [Fact]
    public void Rows_Lines_AreThoseOfTheFilesWithinAFifth()
    {
        var wrong = rows
            .Select(row => (row.Path, Said: row.Lines, Found: File.ReadLines(Path.Combine(Pages.Root, row.Path)).Count()))
            .Where(row => Math.Abs(row.Found - row.Said) > ToleranceMax * row.Said)
            .ToList();

        rows.Count.ShouldBeGreaterThan(10);
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void Rows_Minutes_FollowFromTheLines() =>
        rows.Where(row => row.Minutes != (row.Lines + LinesPerMinute - 1) / LinesPerMinute).ShouldBeEmpty();

    [Fact]
    public void LastRow_IsTheSumOfTheOthers()
    {
        var all = LastRow().Match(Pages.Read(Page));

        (Number(all, "lines"), Number(all, "minutes")).ShouldBe((rows.Sum(row => row.Lines), rows.Sum(row => row.Minutes)));
    }

    private static int Number(Match match, string name) => int.Parse(match.Groups[name].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\| \[`(?<path>[^`]+)`\]\([^)]*\) \| (?<lines>\d+) \| (?<minutes>\d+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"^\| \*\*all\*\* \| (?<lines>\d+) \| (?<minutes>\d+) \|", RegexOptions.Multiline)]
    private static partial Regex LastRow();
}
