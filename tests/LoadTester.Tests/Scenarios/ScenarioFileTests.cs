using AudioRooms.LoadTester.Plans;
using AudioRooms.LoadTester.Scenarios;
using AudioRooms.Wire.V1;

namespace AudioRooms.LoadTester.Tests.Scenarios;

public sealed class ScenarioFileTests
{
    [Fact]
    public void Parse_EverythingThatCanBeSaid_IsUnderstood()
    {
        var scenario = ScenarioFile.Parse(
            """
            name: An evening
            seconds: 2m
            ramp: 50
            perConnection: 4
            slo: p99<250ms,loss<0.1%
            rooms:
              - count: 3
                speakers: 2
                talk: turns
                listeners: 40
                active: 2
                latency: interactive
                crowd:
                  - { who: hand-raisers, share: 10%, every: 20s, for: 500ms }
                  - { who: slow-links, share: 0.05, kilobits: 24 }
              - { speakers: 1, talk: 35%, listeners: 5 }
            """,
            "evening.yaml");

        (scenario.Name, scenario.Seconds, scenario.Ramp, scenario.PerConnection).ShouldBe(("An evening", 120.0, 50.0, 4));
        scenario.Slo!.Bounds.Length.ShouldBe(2);
        scenario.Rooms.Length.ShouldBe(2);
        var large = scenario.Rooms[0];
        (large.Rooms, large.Speakers, large.TakeTurns, large.Listeners, large.Active, large.Latency).ShouldBe(
            (3, 2, true, 40, 2, LatencyClass.Interactive));
        large.Crowd.ShouldBe(
        [
            new CrowdShare { Kind = CrowdKind.HandRaisers, Share = 0.1, EverySeconds = 20, ForSeconds = 0.5 },
            new CrowdShare { Kind = CrowdKind.SlowLinks, Share = 0.05, BitsPerSecond = 24_000 },
        ]);
        (scenario.Rooms[1].Rooms, scenario.Rooms[1].TakeTurns, scenario.Rooms[1].Talk, scenario.Rooms[1].Latency).ShouldBe(
            (1, false, 0.35, LatencyClass.Audience));
    }

    [Theory]
    [InlineData("rooms: []", 1, "a scenario needs \"rooms\"")]
    [InlineData("- a", 1, "a scenario is a mapping")]
    [InlineData(
        "seconds: 5\nrooms:\n- listners: 4",
        3,
        "\"listners\" is not known in rooms; known are active, count, crowd, latency, listeners, speakers, talk")]
    [InlineData("rooms:\n- listeners: many", 2, "\"listeners\" is a whole number from 0 to 100000, not \"many\"")]
    [InlineData("rooms:\n- active: 14", 2, "from 1 to 13")]
    [InlineData("rooms:\n- latency: fast", 2, "one of interactive, audience, economy, broadcast, not \"fast\"")]
    [InlineData("seconds: soon\nrooms:\n- listeners: 1", 1, "a time such as 30s or 500ms, not \"soon\"")]
    [InlineData("seconds: 0\nrooms:\n- listeners: 1", 1, "a time such as")]
    [InlineData("rooms:\n- talk: 120%", 2, "a share above 0 and at most 1")]
    [InlineData(
        "rooms:\n- listeners: 2\n  crowd:\n  - { who: sleepers, share: 5% }",
        4,
        "one of hand-raisers, reactors, leavers, slow-links, reconnects, class-changes, not \"sleepers\"")]
    [InlineData("rooms:\n- listeners: 2\n  crowd:\n  - { share: 5% }", 4, "a crowd needs \"who\"")]
    [InlineData("rooms:\n- listeners: 2\n  crowd:\n  - { who: leavers }", 4, "a crowd needs \"share\"")]
    [InlineData(
        "rooms:\n- listeners: 2\n  crowd:\n  - { who: leavers, share: 5%, kilobits: 3 }",
        4,
        "\"kilobits\" is not known in a crowd")]
    [InlineData("rooms:\n- listeners: 2\n  crowd: leavers", 3, "\"crowd\" is a list")]
    [InlineData(
        "rooms:\n- listeners: 2\n  crowd:\n  - { who: leavers, share: 60% }\n  - { who: reactors, share: 50% }",
        2,
        "more than 100%")]
    [InlineData("slo: p98<5ms\nrooms:\n- listeners: 2", 1, "\"p98\" is not a subject of an SLO")]
    [InlineData("rooms:\n- [", 3, "this is not YAML")]
    public void Parse_Mistake_NamesItsLineAndWhatWasExpected(string text, int line, string expected)
    {
        var mistake = Should.Throw<LoadTestException>(() => ScenarioFile.Parse(text, "s.yaml"));

        mistake.Code.ShouldBe("bad_scenario");
        mistake.Message.ShouldStartWith($"s.yaml, line {line}: ");
        mistake.Message.ShouldContain(expected);
    }

    [Fact]
    public async Task Read_ReadyMadeScenarios_AreAllUnderstood()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "AudioRooms.sln")))
        {
            root = Path.GetDirectoryName(root)!;
        }

        var files = Directory.GetFiles(Path.Combine(root, "benchmarks", "scenarios"), "*.yaml");

        files.Length.ShouldBeGreaterThanOrEqualTo(5);
        foreach (var file in files)
        {
            var scenario = await ScenarioFile.ReadAsync(file, CancellationToken.None);
            scenario.Slo.ShouldNotBeNull(file);
        }
    }
}
