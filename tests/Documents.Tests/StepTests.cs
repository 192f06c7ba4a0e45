using System.Globalization;
using System.Text.RegularExpressions;

namespace AudioRooms.Documents.Tests;

/// <summary>The eight steps of a packet in <c>docs/architecture.md</c> stand in the code by the same numbers and words.</summary>
public sealed partial class StepTests
{
    [Fact]
    public void Steps_OfAPacket_StandInTheCodeWithTheWordsOfThePage()
    {
        var page = Pages.Read("docs/architecture.md");
        var journey = page[page.IndexOf(
            "## One audio packet", StringComparison.Ordinal)..page.IndexOf("## One raised hand", StringComparison.Ordinal)];
        var steps = Step().Matches(journey)
            .Select(match => $"Step {match.Groups["number"].Value} of a packet's way: {Words(match.Groups["words"].Value)}")
            .ToList();
        var sources = Directory.EnumerateFiles(Path.Combine(Pages.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Select(static path => LineOfComment().Replace(File.ReadAllText(path), " "))
            .ToList();

        steps.Select(static step => step[5] - '0').ShouldBe(Enumerable.Range(1, 8));
        steps.Where(step => !sources.Exists(source => source.Contains(step, StringComparison.Ordinal))).ShouldBeEmpty();
    }

    // The page starts a sentence where the code goes on after a colon.
    private static string Words(string words) => words[..1].ToLower(CultureInfo.InvariantCulture) + words[1..].TrimEnd('.');

    [GeneratedRegex(@"^(?<number>\d)\. \*\*(?<words>[^*]+)\*\*", RegexOptions.Multiline)]
    private static partial Regex Step();

    [GeneratedRegex(@"\s*\n\s*///? ")]
    private static partial Regex LineOfComment();
}
