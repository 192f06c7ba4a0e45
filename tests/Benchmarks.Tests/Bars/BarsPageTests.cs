using System.Text.Json.Nodes;
using AudioRooms.Benchmarks.Bars;
using AudioRooms.Benchmarks.Measuring;

namespace AudioRooms.Benchmarks.Tests.Bars;

public sealed class BarsPageTests
{
    [Fact]
    public void Page_Committed_IsWhatTheCommittedResultsSay() =>
        File.ReadAllText(Path.Combine(Checkout.Root, BarsPage.Path)).ShouldBe(Results.Page(), $"Run: {BarsPage.Command}");

    [Fact]
    public void Of_NoResults_SaysOfEveryBarThatItWasNotMeasured()
    {
        var page = BarsPage.Of(_ => null);

        foreach (var bar in BarTable.All)
        {
            page.Split('\n').ShouldContain(line => line.StartsWith($"| {bar.Title} |", StringComparison.Ordinal)
                && line.EndsWith("| not measured | `" + bar.Shape.Command + "` | ? |", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Of_ANoteOfTheTester_IsOnThePage()
    {
        var result = ResultFiles.Load(cpuMicrosPerPacket: 1);
        result["reports"]![0]!["notes"] = new JsonArray("The tester was starved.");

        var page = BarsPage.Of(shape => shape.Id == "economy-1000" ? result : null);

        page.ShouldContain("- `economy-1000`: The tester was starved.\n");
    }

    [Theory]
    [InlineData("bars")]
    [InlineData(HotRooms.Folder)]
    public void CommittedResults_AllFiles_BelongToAShapeAndNameNoFolder(string folder)
    {
        var path = Path.Combine(Checkout.Results, folder);
        var known = BarTable.Shapes.Concat(HotRooms.All.Select(row => row.Shape)).Select(shape => shape.File);
        foreach (var file in Directory.Exists(path) ? Directory.EnumerateFiles(path) : [])
        {
            known.ShouldContain(Path.Combine(folder, Path.GetFileName(file)));
            File.ReadAllText(file).ShouldNotContain("/tmp/", Case.Sensitive, file);
        }
    }
}
