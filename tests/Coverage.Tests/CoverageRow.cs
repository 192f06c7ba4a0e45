namespace AudioRooms.Coverage.Tests;

/// <summary>Something that the product set out to do.</summary>
/// <param name="Id">S, M, N or A and a number.</param>
/// <param name="Need">must, should, could, new or attack.</param>
/// <param name="Title">What it means.</param>
/// <param name="Reason">Why no test shows it yet; empty if that is not said. Of no account once a test does.</param>
internal sealed record CoverageRow(string Id, string Need, string Title, string Reason)
{
    /// <summary>Whether the list shows it even if no test does.</summary>
    public bool IsWanted => Id[0] == 'S' || Need == "must";

    /// <summary>The rows of the data file, in its order.</summary>
    public static IReadOnlyList<CoverageRow> Read(string path) =>
    [
        .. File.ReadLines(path).Where(line => line.Length > 0 && line[0] != '#').Select(Parse),
    ];

    private static CoverageRow Parse(string line)
    {
        var cells = line.Split('|', StringSplitOptions.TrimEntries);
        return cells is [_, "must" or "should" or "could" or "new" or "attack", _, ..] && cells.Length <= 4
            ? new CoverageRow(cells[0], cells[1], cells[2], cells.Length > 3 ? cells[3] : "")
            : throw new InvalidDataException($"A row has an id, a need, a title and perhaps a reason, not \"{line}\".");
    }
}
