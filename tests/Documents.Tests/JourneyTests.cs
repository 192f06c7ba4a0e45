using System.Text.RegularExpressions;

namespace AudioRooms.Documents.Tests;

/// <summary>
/// The journeys of <c>docs/architecture.md</c> name every file that a newcomer reads on the way, and say how many there are. A
/// journey through more files than its bound is too long to follow.
/// </summary>
public sealed partial class JourneyTests
{
    private const string Page = "docs/architecture.md";

    [Theory]
    [InlineData("One audio packet, mouth to ear", 30)]
    [InlineData("One raised hand", 20)]
    [InlineData("One sign-up", 15)]
    public void Files_OfAJourney_AreThereAndFewEnough(string journey, int filesMax)
    {
        var section = SectionOf(journey);
        var rows = Row().Matches(section);

        rows.Select(row => row.Groups["path"].Value).ShouldBeUnique();
        rows.Select(row => row.Groups["number"].Value).ShouldBe(Enumerable.Range(1, rows.Count).Select(number => $"{number}"));
        rows.Count.ShouldBeInRange(10, filesMax);
        section.ShouldContain($" crosses {rows.Count} files");
        rows.Where(row => !Declares(row.Groups["path"].Value, row.Groups["member"].Value))
            .Select(row => row.Value)
            .ShouldBeEmpty();
    }

    [Fact]
    public void Declares_ANameThatNoLineBeginsADeclarationWith_IsFalse()
    {
        Declares("src/Domain/Rooms/Room.cs", "Decide").ShouldBeTrue();
        Declares("src/Domain/Rooms/Room.cs", "Decider").ShouldBeFalse();
        Declares("src/Domain/Rooms/Room.cs", "RaiseHandAsync").ShouldBeFalse();
    }

    // A method, a property, or the row of a table.
    private static bool Declares(string path, string member) => Pages.Exists(path) && Regex.IsMatch(
        Pages.Read(path),
        $@"^ +((public|internal|private)\b[^=;]* {member}\b|Body\.{member} =>|\w+ \w+<\w+>\.CaseOf\({member} )",
        RegexOptions.Multiline);

    private static string SectionOf(string heading)
    {
        var page = Pages.Read(Page);
        var start = page.IndexOf($"## {heading}\n", StringComparison.Ordinal);
        start.ShouldBeGreaterThan(0, heading);
        return page[start..page.IndexOf("\n## ", start, StringComparison.Ordinal)];
    }

    [GeneratedRegex(
        @"^\| (?<number>\d+) \| \[`(?<path>[^`]+)`\]\(\.\./\k<path>\) \| `(?<member>\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
