using System.Globalization;

namespace AudioRooms.Documents.Tests;

/// <summary>
/// The records of decisions in <c>docs/adr</c>: one series, each with the decision first, and all of them on the list.
/// </summary>
public sealed class DecisionTests
{
    private readonly List<string> records =
    [
        .. Pages.All.Where(page => page.StartsWith("docs/adr/0", StringComparison.Ordinal)),
    ];

    [Fact]
    public void Numbers_OfFilesAndTitles_AreOneSeriesWithoutAGap()
    {
        var ofFiles = records.Select(page => int.Parse(Path.GetFileName(page)[..4], CultureInfo.InvariantCulture));
        var ofTitles = records.Select(page => Pages.Read(page).Split('.')[0]);

        ofFiles.ShouldBe(Enumerable.Range(1, records.Count));
        ofTitles.ShouldBe(Enumerable.Range(1, records.Count).Select(number => $"# {number}"));
    }

    [Fact]
    public void Sections_OfEachRecord_BeginWithTheDecisionAndEndWithTheAppendixIfThereIsOne()
    {
        foreach (var page in records)
        {
            var sections = Pages.Read(page).Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal)).ToList();

            sections[0].ShouldBe("## Decision", page);
            sections.FindIndex(section => section.StartsWith("## Appendix", StringComparison.Ordinal))
                .ShouldBeOneOf([-1, sections.Count - 1], page);
        }
    }

    [Fact]
    public void List_OfTheRecords_NamesEachOnce() =>
        Pages.LinksOf("docs/adr/README.md").Select(link => link.Path).ShouldBe(records);
}
