using AudioRooms.LoadTester.Measures;
using AudioRooms.LoadTester.Runs;
using Spectre.Console;

namespace AudioRooms.LoadTester.Tests.Runs;

public sealed class LoadProgressTests
{
    [Fact]
    public void TableOf_ManySeconds_ShowsTheNewestAndABarForEach()
    {
        var seconds = new SortedDictionary<int, LatencyHistogram>();
        for (var second = 0; second < 20; second++)
        {
            seconds.Add(second, new LatencyHistogram());
            seconds[second].RecordMicros(second == 19 ? 60_000 : 20_000);
        }

        using var text = new StringWriter();
        var terminal = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(text) });
        terminal.Profile.Width = 120;
        terminal.Write(LoadProgress.TableOf(seconds));

        var lines = text.ToString().Split('\n', StringSplitOptions.TrimEntries);
        lines.ShouldNotContain(line => line.StartsWith("8 ", StringComparison.Ordinal));
        lines.Single(line => line.StartsWith("9 ", StringComparison.Ordinal)).Count(character => character == '█').ShouldBe(10);
        lines.Single(line => line.StartsWith("20 ", StringComparison.Ordinal)).Count(character => character == '█').ShouldBe(30);
    }
}
