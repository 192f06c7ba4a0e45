using Spectre.Console;

namespace AudioRooms.Cli.Load;

/// <summary>Tells whoever waits for a load test how far it is; on a terminal in one moving line, else in a few.</summary>
internal sealed class LoadProgress(CliContext context)
{
    private readonly bool live = context.Terminal.Profile.Out.IsTerminal;
    private bool lineOpen;

    public void Say(string text)
    {
        End();
        context.Terminal.MarkupLineInterpolated($"[grey]{text}[/]");
    }

    public void Joining(int connected, int wanted) => Draw($"  {connected} of {wanted} are in");

    /// <summary>Shows the newest second that is complete.</summary>
    public void Measuring(SortedDictionary<int, LatencyHistogram> seconds)
    {
        if (seconds.Count > 0)
        {
            var (number, histogram) = seconds.Last();
            Draw($"  second {number + 1}: {histogram.Total()} packets, p50 {histogram.Percentile(0.5).TotalMilliseconds:0} ms, "
                + $"p99 {histogram.Percentile(0.99).TotalMilliseconds:0} ms");
        }
    }

    public void End()
    {
        if (lineOpen)
        {
            context.Terminal.WriteLine();
            lineOpen = false;
        }
    }

    private void Draw(string text)
    {
        if (live)
        {
            context.Terminal.Write(new ControlCode($"\r{text}\u001b[K"));
            lineOpen = true;
        }
    }
}
