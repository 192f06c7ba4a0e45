using System.Text.Json.Nodes;
using AudioRooms.Benchmarks.Bars;
using AudioRooms.Benchmarks.Measuring;

namespace AudioRooms.Benchmarks.Tests.Bars;

public sealed class HotRoomsTests
{
    private static readonly HotRoom Silent = HotRooms.All.Single(row => row.Shape.Id == "silent-rooms");
    private static readonly HotRoom Capacity = HotRooms.All.Single(row => row.Shape.Id == "capacity");

    public static TheoryData<string> Scenarios => [.. HotRooms.All.SelectMany(row => row.Shape.Runs[0].Split(' ')).Where(
        part => part.EndsWith(".yaml", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void All_ScenarioOfARow_IsInTheCheckout(string file) => File.Exists(Path.Combine(Checkout.Root, file)).ShouldBeTrue();

    [Theory]
    [InlineData(true, "held")]
    [InlineData(false, "**missed**: core<5%: measured 50%")]
    public void Page_AScenario_IsJudgedByItsOwnBounds(bool passed, string verdict)
    {
        var result = ResultFiles.Load(cpuMicrosPerPacket: 0);
        result["reports"]![0]!["connected"] = 1_000;
        result["reports"]![0]!["slo"] = Slo(passed, passed ? [] : ["core<5%: measured 50%"]);

        var page = BarsPage.Of(shape => shape.Id == Silent.Shape.Id ? ResultFiles.Written(result) : null);

        page.ShouldContain(
            $"| listeners 1000, core 50 %, memory per listener ? | core<5% | `{Silent.Shape.Command}` | {verdict} |\n");
    }

    [Theory]
    [InlineData("server", 8000, "6000 hold it, 8000 do not.")]
    [InlineData(
        "tester", 8000, "6000 hold it; beyond that the tester had too little of its own core, so the server may carry more.")]
    [InlineData("bound", null, "6000 hold it; more were not tried.")]
    public void MeasuredOf_ASearch_SaysWhatHeldAndWhoWasAtItsEnd(string limitedBy, int? firstFailure, string said)
    {
        var measured = HotRooms.MeasuredOf(Capacity, Search(limitedBy, firstFailure));

        measured.ShouldStartWith(said);
        measured.ShouldEndWith("Tried: 6000 (core 50 %, p99 60.5 ms, lost 0 %)");
    }

    [Fact]
    public void Page_ANoteOfOneStepOfASearch_SaysWhichStep()
    {
        var page = BarsPage.Of(shape => shape.Id == Capacity.Shape.Id ? Search("tester", 8000) : null);

        page.ShouldContain("- `capacity`: 6000 listeners: The tester was starved.\n");
    }

    [Fact]
    public void Page_NoResults_SaysOfEveryRowThatItWasNotMeasured()
    {
        var page = BarsPage.Of(_ => null);

        foreach (var row in HotRooms.All)
        {
            page.ShouldContain($"| {row.Title} | {row.Shows} | not measured | | `{row.Shape.Command}` | ? |\n");
        }
    }

    [Fact]
    public void Page_TheWebSocketRow_StandsBesideTheSameByGrpc()
    {
        var page = BarsPage.Of(shape => shape == BarTable.Transports.Grpc
            ? ResultFiles.Load(4)
            : shape == BarTable.Transports.WebSocket ? ResultFiles.Load(5) : null);

        page.ShouldContain("| gRPC | ? | 4 µs | 50 % | 60.5 ms | ? | 0 % | `benchmarks/run audience-1000` |\n| WebSocket | ? | 5 "
            + "µs | 50 % | 60.5 ms | ? | 0 % | `benchmarks/run audience-1000-ws` |\n");
    }

    private static JsonObject Slo(bool passed, string[] failures) => new()
    {
        ["passed"] = passed,
        ["failures"] = new JsonArray([.. failures.Select(failure => (JsonNode)failure)]),
        ["bounds"] = new JsonArray("core<5%"),
    };

    private static JsonObject Search(string limitedBy, int? firstFailure)
    {
        var step = ResultFiles.Report(cpuMicrosPerPacket: 1);
        step["notes"] = new JsonArray("The tester was starved.");
        var result = ResultFiles.Load(cpuMicrosPerPacket: 1);
        result["reports"] = new JsonArray(ResultFiles.Written(new JsonObject
        {
            ["slo"] = "p99<250ms",
            ["capacity"] = 6_000,
            ["firstFailure"] = firstFailure,
            ["limitedBy"] = limitedBy,
            ["steps"] = new JsonArray(new JsonObject { ["listeners"] = 6_000, ["report"] = step }),
        }));
        return result;
    }
}
