using System.Collections.Immutable;
using AudioRooms.LoadTester.Plans;
using AudioRooms.LoadTester.Runs;

namespace AudioRooms.LoadTester.Tests.Runs;

public sealed class AudienceTotalsTests
{
    private static readonly LoadPlan Plan = new()
    {
        Server = new Uri("http://127.0.0.1:1"),
        Http = new Uri("http://127.0.0.1:2"),
        OperatorKey = "",
        Groups = [new RoomGroup { Rooms = 2, Speakers = 1, Listeners = 4 }],
        Seconds = 1,
        Ramp = 1,
        Processes = 2,
    };

    [Fact]
    public void Expected_OfThoseWhoHearEverything_IsWhatTheirRoomsSpeakersSaid()
    {
        var totals = Totals(Part(CrowdKind.Listens, delivered: 290, missed: 0, ("a", 2), ("b", 1)));

        // 2 × 100 in room a, 1 × 100 in room b.
        totals.Expected.ShouldBe(300);
        totals.Delivered.ShouldBe(290);
        totals.Crowd.ShouldBeEmpty();
        totals.Connected.ShouldBe(3);
    }

    [Fact]
    public void Crowd_LostAcrossAReconnect_CountsAsLost()
    {
        var totals = Totals(
            Part(CrowdKind.Listens, delivered: 100, missed: 0, ("a", 1)),
            Part(CrowdKind.Reconnects, delivered: 95, missed: 5, ("a", 1)));

        (totals.Expected, totals.Delivered).ShouldBe((200, 195));
        var part = totals.Crowd.Single(part => part.Who == "reconnects");
        (part.Expected, part.Lost, part.LossPercent).ShouldBe((100, 5, 5.0));
    }

    [Theory]
    [InlineData(nameof(CrowdKind.SlowLinks), "slow-links")]
    [InlineData(nameof(CrowdKind.Leavers), "leavers")]
    public void Crowd_WhoCannotHearEverything_IsNotInTheWhole(string kind, string name)
    {
        var totals = Totals(
            Part(CrowdKind.Listens, delivered: 100, missed: 0, ("a", 1)),
            Part(Enum.Parse<CrowdKind>(kind), delivered: 30, missed: 10, ("a", 1)));

        (totals.Expected, totals.Delivered, totals.AllDelivered).ShouldBe((100, 100, 130));
        var part = totals.Crowd.Single(part => part.Who == name);
        (part.Expected, part.Lost).ShouldBe((40, 10));
    }

    private static AudienceTotals Totals(params ImmutableArray<AudienceResult> audience)
    {
        var speaking = Result(
            audience: []) with { SentByRoom = new Dictionary<string, long> { ["a"] = 100, ["b"] = 100 }.ToImmutableDictionary() };
        return new AudienceTotals(Plan, ["a", "b"], [speaking, Result(audience)]);
    }

    private static WorkerResult Result(ImmutableArray<AudienceResult> audience) => new()
    {
        SentByRoom = ImmutableDictionary<string, long>.Empty,
        Audience = audience,
        Bundles = 0,
        Reconnects = 0,
        ListenerConnections = 0,
        Unsent = 0,
        CpuSeconds = 0,
        Lag = [],
    };

    private static AudienceResult Part(
        CrowdKind kind, long delivered, long missed, params (string Room, int Count)[] listeners) => new()
    {
        Group = 0,
        Kind = kind,
        ListenersByRoom = listeners.ToImmutableDictionary(room => room.Room, room => room.Count),
        Delivered = delivered,
        Missed = missed,
        Gaps = 0,
        Deeds = 0,
        FailedDeeds = 0,
        FirstFailure = null,
        Latency = [],
        JoinTime = [],
        FirstAudio = [],
    };
}
