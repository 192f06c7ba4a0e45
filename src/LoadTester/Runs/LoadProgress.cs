using AudioRooms.LoadTester.Measures;
using Spectre.Console;

namespace AudioRooms.LoadTester.Runs;

/// <summary>Shows the progress of a load test: a live table on a terminal, otherwise a few lines.</summary>
internal sealed class LoadProgress(IAnsiConsole terminal)
{
    private const int SecondsShown = 12;

    /// <summary>Characters of the longest bar.</summary>
    private const int BarWidth = 30;

    private readonly bool live = terminal.Profile.Out.IsTerminal;
    private bool lineOpen;

    public void Report(string text)
    {
        End();
        terminal.MarkupLineInterpolated($"[grey]{text}[/]");
    }

    public void Joining(int connected, int wanted) => Draw($"  {connected} of {wanted} have joined");

    /// <summary>Runs the measurement; on a terminal it shows a table that grows with it.</summary>
    /// <param name="measure">Takes the function that shows the seconds so far.</param>
    public Task WatchAsync(Func<Action<SortedDictionary<int, LatencyHistogram>>, Task> measure)
    {
        End();
        return live
            ? terminal.Live(TableOf([])).StartAsync(shown => measure(seconds => shown.UpdateTarget(TableOf(seconds))))
            : measure(static _ => { });
    }

    /// <summary>A table of the newest complete seconds, with a bar for the 99th percentile of each.</summary>
    internal static Table TableOf(SortedDictionary<int, LatencyHistogram> seconds)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var name in new[] { "second", "packets", "p50 ms", "p99 ms", "max ms" })
        {
            table.AddColumn(new TableColumn(name).RightAligned());
        }

        table.AddColumn(new TableColumn("p99"));
        var newest = seconds.TakeLast(SecondsShown).ToList();
        var highest = newest.Select(second => second.Value.Percentile(0.99).TotalMilliseconds).DefaultIfEmpty(1).Max();
        foreach (var (number, histogram) in newest)
        {
            var p99 = histogram.Percentile(0.99).TotalMilliseconds;
            table.AddRow(
                $"{number + 1}",
                $"{histogram.Total()}",
                $"{histogram.Percentile(0.5).TotalMilliseconds:0.0}",
                $"{p99:0.0}",
                $"{histogram.Max.TotalMilliseconds:0.0}",
                new string('█', (int)Math.Ceiling(BarWidth * p99 / Math.Max(highest, 1))));
        }

        return table;
    }

    public void End()
    {
        if (lineOpen)
        {
            terminal.WriteLine();
            lineOpen = false;
        }
    }

    private void Draw(string text)
    {
        if (live)
        {
            terminal.Write(new ControlCode($"\r{text}\u001b[K"));
            lineOpen = true;
        }
    }
}
