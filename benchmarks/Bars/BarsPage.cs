using System.Text;
using System.Text.Json.Nodes;

namespace AudioRooms.Benchmarks.Bars;

/// <summary>Writes <c>docs/benchmarks.md</c> from the committed results alone.</summary>
internal static class BarsPage
{
    /// <summary>Path of the page below the checkout.</summary>
    public const string Path = "docs/benchmarks.md";

    /// <summary>The command that writes it.</summary>
    public const string Command = "benchmarks/run page";

    /// <summary>All shapes that the page can show.</summary>
    public static IReadOnlyList<Shape> Shapes { get; } = [.. BarTable.Shapes, .. HotRooms.All.Select(row => row.Shape)];

    /// <summary>The text of the page.</summary>
    /// <param name="resultOf">Returns a shape's result; null if there is none.</param>
    public static string Of(Func<Shape, JsonNode?> resultOf)
    {
        var page = new StringBuilder();
        page.Append("# What the sound costs, and how late it is\n\n");
        page.Append('`')
            .Append(Command)
            .Append("` makes this page from the files in `benchmarks/results` (`bars` and `hot`); a test compares the two.\n\n");
        page.Append("The server has one core and the load tester another core of the same machine (`taskset`). People use gRPC "
            + "and 20 ms Opus packets of recorded speech; a run measures 30 s after\n");
        page.Append("the warm-up. CPU is the server's user and system time divided by the packets that arrived at listeners. "
            + "Times run from when a packet was due at its\n");
        page.Append("speaker to its arrival at the listener; they include the wait for the listener's bundle, but not the "
            + "listener's jitter buffer. A row whose listeners lost\n");
        page.Append(
            "0.1 % of their packets or more counts as missed, whatever its figure. *must* and *aim* say which of the two "
                + "bounds holds.\n\n");
        HeadlineSection.Append(page, resultOf);
        Table(page, resultOf);
        page.Append("\nWith TLS a shape may cost at most twice as much:\n\n");
        TlsTable(page, resultOf);
        TransportsSection.Append(page, resultOf);
        HotRoomsSection.Append(page, resultOf);
        Machines(page, resultOf);
        Notes(page, resultOf);
        page.Append("\n## Repeat a measurement\n\n");
        page.Append("    benchmarks/run list          # all rows\n");
        page.Append(
            "    benchmarks/run all           # the bars, about a quarter of an hour on a quiet machine with two cores\n");
        page.Append("    benchmarks/run hot           # the hot rooms, about ten minutes\n");
        page.Append("    benchmarks/run ").Append(BarTable.Shapes[0].Id).Append(" # one row\n");
        page.Append("    ").Append(Command).Append("          # write this page\n");
        page.Append(
            "    benchmarks/peers/run         # Mumble's server, Icecast and plain sockets, with all numbers of listeners\n");
        page.Append("\nOther measurements (codec, streams, joins, mixes, peers) are in "
            + "[benchmarks/results](../benchmarks/results).\n");
        return page.ToString();
    }

    private static void Table(StringBuilder page, Func<Shape, JsonNode?> resultOf)
    {
        page.Append("| shape | must | aim | measured | command | verdict |\n|---|---|---|---|---|---|\n");
        foreach (var bar in BarTable.All)
        {
            var (measured, verdict) = BarVerdict.Of(bar, resultOf(bar.Shape));
            page.Append($"| {bar.Title} | {string.Join(", ", bar.Must)} | {string.Join(", ", bar.Aim)} | {measured} | "
                + $"`{bar.Shape.Command}` | {verdict} |\n");
        }
    }

    private static void TlsTable(StringBuilder page, Func<Shape, JsonNode?> resultOf)
    {
        page.Append("| shape | measured | command | verdict |\n|---|---|---|---|\n");
        foreach (var bar in BarTable.All.Where(bar => bar.HasTls))
        {
            var tls = ((Shape.Load)bar.Shape).WithTls();
            var (measured, verdict) = BarVerdict.OfTls(bar, resultOf(bar.Shape), resultOf(tls));
            page.Append($"| {bar.Title} | {measured} | `{tls.Command}` | {verdict} |\n");
        }
    }

    private static void Machines(StringBuilder page, Func<Shape, JsonNode?> resultOf)
    {
        page.Append("\n## Where and when\n\n");
        var results = Shapes.Select(shape => (shape.Id, Result: resultOf(shape))).Where(one => one.Result is not null);
        foreach (var machine in results.GroupBy(one => MachineOf(one.Result!)))
        {
            page.Append($"{machine.Key}:\n\n");
            foreach (var (id, result) in machine)
            {
                page.Append($"- `{id}` {((string)result!["startedAt"]!)[..16].Replace('T', ' ')} UTC, load average before it "
                    + $"{result["machine"]!["loadAverage"]}\n");
            }
        }
    }

    private static string MachineOf(JsonNode result)
    {
        var machine = result["machine"]!;
        return $"{machine["cores"]} × {machine["processor"]}, {machine["memoryMiB"]} MiB, {machine["operatingSystem"]}, "
            + $"{machine["kernel"]}, {machine["runtime"]}";
    }

    // Notes of the load tester itself, for example that it had too little of its core.
    private static void Notes(StringBuilder page, Func<Shape, JsonNode?> resultOf)
    {
        var notes = (from shape in Shapes
                     from report in resultOf(shape)?["reports"]?.AsArray() ?? []
                     from note in NotesOf(report)
                     select $"- `{shape.Id}`: {note}\n").ToList();
        if (notes.Count > 0)
        {
            page.Append("\n## Notes of the load tester\n\n").AppendJoin("", notes);
        }
    }

    // The report of a search contains many load tests.
    private static IEnumerable<string> NotesOf(JsonNode report) => report["steps"] is JsonArray steps
        ? steps.SelectMany(step => NotesOf(step!["report"]!).Select(note => $"{step["listeners"]} listeners: {note}"))
        : report["notes"]!.AsArray().Select(note => (string)note!);
}
