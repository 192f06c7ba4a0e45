using System.Runtime.CompilerServices;
using System.Text.Json;
using Spectre.Console;

namespace AudioRooms.Cli.Tests.Verbs;

public sealed class PlanVerbTests : IDisposable
{
    private readonly StringWriter output = new();
    private readonly StringWriter errors = new();

    public void Dispose()
    {
        output.Dispose();
        errors.Dispose();
    }

    [Fact]
    public async Task Plan_AMillion_SaysSilosGatewaysNetworkDatabaseAndWhatIsNext()
    {
        (await RunAsync("plan", "--listeners", "1000000", "--rooms", "20000")).ShouldBe(0);

        var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Select(line => line.Split(' ')[0]).Where(word => word.Length > 0).ShouldBe(
            ["for", "gateways", "silos", "network", "database", "rooms", "next", .. Assumed(lines), "measured"]);
        lines[0].ShouldContain("1,000,000 listeners in 20,000 rooms");
    }

    [Fact]
    public async Task Plan_WithoutListeners_IsATableOfFourSizes()
    {
        (await RunAsync("plan")).ShouldBe(0);

        output.ToString().ShouldContain("| 10,000,000 | 200,000 |");
        output.ToString().Split('\n').Count(line => line.StartsWith("| 1", StringComparison.Ordinal)).ShouldBe(4);
    }

    [Fact]
    public async Task Plan_Table_IsThatOfThePage()
    {
        const string Begin = "<!-- table -->\n";
        const string End = "<!-- end of table -->";
        var path = Path.GetFullPath(Path.Combine(HereOf(), "..", "..", "..", "docs", "capacity.md"));
        (await RunAsync("plan")).ShouldBe(0);
        var page = await File.ReadAllTextAsync(path);
        var from = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var table = string.Join('\n', output.ToString().Split('\n').Select(line => line.TrimEnd())).Trim('\n') + "\n";
        var expected = page[..from] + table + page[page.IndexOf(End, StringComparison.Ordinal)..];
        if (Environment.GetEnvironmentVariable("UPDATE_LISTS") == "1")
        {
            await File.WriteAllTextAsync(path, expected);
        }

        (await File.ReadAllTextAsync(path)).ShouldBe(expected, "UPDATE_LISTS=1 writes the table anew.");
    }

    [Fact]
    public async Task Plan_AsJson_HasTheSameFigures()
    {
        (await RunAsync("plan", "--listeners", "100000", "--json")).ShouldBe(0);

        var plan = JsonDocument.Parse(output.ToString()).RootElement;
        plan.GetProperty("rooms").GetInt64().ShouldBe(2_000);
        plan.GetProperty("gateways").GetInt64().ShouldBeGreaterThan(1);
        plan.GetProperty("limits").GetArrayLength().ShouldBe(4);
    }

    [Theory]
    [InlineData("--listeners 0", "--listeners takes a number from 1 to 100,000,000, not 0.")]
    [InlineData("--listeners many", "many")]
    [InlineData("--listeners 10 --rooms 11", "--rooms takes at most one room for each listener, 10 here, not 11.")]
    [InlineData("--rooms 10", "--rooms goes with --listeners.")]
    [InlineData("--listeners 10 --use 1", "--use takes a number from 0.1 to 0.9, not 1.")]
    [InlineData("--listeners 10 --talk 0", "--talk takes a number from 0.01 to 10, not 0.")]
    [InlineData("--listeners 10 --cores 0", "--cores takes a number from 1 to 128, not 0.")]
    [InlineData("--listeners 10 --spread wide", "wide")]
    [InlineData("--listeners 10 --latency slow", "slow")]
    public async Task Plan_BadInput_IsRefusedWithItsBound(string arguments, string sentence)
    {
        (await RunAsync(["plan", .. arguments.Split(' ')])).ShouldNotBe(0);

        errors.ToString().ShouldContain(sentence);
        output.ToString().ShouldNotContain("Gbit/s");
    }

    private static string HereOf([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    private static IEnumerable<string> Assumed(string[] lines) =>
        lines.Where(line => line.StartsWith("assumed", StringComparison.Ordinal)).Select(_ => "assumed");

    private Task<int> RunAsync(params string[] arguments) => CommandTree.RunAsync(arguments, TestContext.Silent with
    {
        Out = output,
        Terminal = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(errors) }),
    });
}
