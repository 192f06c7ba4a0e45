namespace AudioRooms.Documents.Tests;

public sealed class GlossaryTests
{
    [Fact]
    public void Words_OfTheGlossary_AreFortyAndEachNamesAFile()
    {
        var rows = Pages.Read("docs/glossary.md").Split('\n')
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal)
                && !line.StartsWith("| word ", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries)[1..^1])
            .ToList();

        rows.Count.ShouldBe(40);
        rows.Select(row => row[0]).ShouldBeUnique();
        rows.ShouldAllBe(row => row.Length == 3 && Pages.Exists(row[2].Trim('`')));
    }
}
