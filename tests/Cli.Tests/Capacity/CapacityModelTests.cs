using AudioRooms.Cli.Capacity;

namespace AudioRooms.Cli.Tests.Capacity;

public sealed class CapacityModelTests
{
    private const int MicrosPerSecond = 1_000_000;

    /// <summary>Round figures, so that a plan can be worked out by hand.</summary>
    private static readonly CapacityCosts Costs = new()
    {
        Bundle = 30,
        PacketInBundle = 0,
        IdleSecond = 0,
        Published = 10,
        Sent = 10,
        Received = 0,
        Command = 0,
        ProcessBytes = 200e6,
        ListenerBytes = 80e3,
    };

    [Fact]
    public void Plan_Writes_DecideTheGateways()
    {
        // 60,000 listeners × 16.67 writes × 30 µs = 30 processors; a gateway of 4, used to one half, has 2.
        var plan = CapacityModel.Plan(new CapacityDemand(60_000, 60) { Cores = 4, Use = 0.5 }, Costs);

        plan.GatewayCores.ShouldBe(30, 0.01);
        plan.Gateways.ShouldBe(15);
        plan.GatewayBytes.ShouldBe(200e6 + (4_000 * 80e3), 1);
    }

    [Theory]
    [InlineData(20, 3)]
    [InlineData(60, 1)]
    [InlineData(120, 0.5)]
    public void Plan_LongerTick_CostsFewerWrites(int tickMs, double times)
    {
        var plan = CapacityModel.Plan(
            new CapacityDemand(60_000, 60) { Tick = TimeSpan.FromMilliseconds(tickMs) }, Costs);

        plan.GatewayCores.ShouldBe(30 * times, 0.01);
    }

    [Fact]
    public void Plan_PacketsThatCross_DecideTheSilos()
    {
        // 1,000 rooms × 50 packets × (10 + 1 gateway × 10 µs) = 1 processor.
        var plan = CapacityModel.Plan(new CapacityDemand(1_000, 1_000) { IsTogether = true }, Costs);

        plan.GatewaysPerRoom.ShouldBe(1);
        plan.SiloCores.ShouldBe(1, 0.001);
        plan.Silos.ShouldBe(3, "fewer could not lose one while another is replaced");
    }

    [Fact]
    public void Plan_ListenersAtAnyGateway_MeetAsManyAsChanceSays()
    {
        // Two listeners at two gateways: half of the rooms are at both.
        var plan = CapacityModel.Plan(new CapacityDemand(2_000, 1_000), Costs);

        plan.Gateways.ShouldBe(2);
        plan.GatewaysPerRoom.ShouldBe(1.5, 0.001);
    }

    [Fact]
    public void Plan_RoomLargerThanAGateway_IsAtAsManyAsItNeeds()
    {
        var plan = CapacityModel.Plan(new CapacityDemand(60_000, 1) { Cores = 4, Use = 0.5, IsTogether = true }, Costs);

        plan.GatewaysPerRoom.ShouldBe(15, 0.01);
    }

    [Fact]
    public void Plan_PacketsReceived_AskForMoreGatewaysUntilBothAgree()
    {
        var costs = Costs with { Received = 10 };
        var plan = CapacityModel.Plan(new CapacityDemand(100_000, 2_000), costs);

        var room = plan.Demand.Cores * plan.Demand.Use;
        plan.GatewayCores.ShouldBeLessThanOrEqualTo(plan.Gateways * room);
        plan.GatewayCores.ShouldBeGreaterThan((plan.Gateways - 2) * room);
    }

    [Theory]
    [InlineData(10_000)]
    [InlineData(100_000)]
    [InlineData(1_000_000)]
    [InlineData(10_000_000)]
    public void Plan_MoreListeners_NeedNoLessOfAnything(long listeners)
    {
        var plan = CapacityModel.Plan(new CapacityDemand(listeners, listeners / 50), CapacityFigures.Costs);
        var more = CapacityModel.Plan(new CapacityDemand(listeners * 2, listeners / 25), CapacityFigures.Costs);

        more.Gateways.ShouldBeGreaterThanOrEqualTo(plan.Gateways);
        more.Silos.ShouldBeGreaterThanOrEqualTo(plan.Silos);
        more.ToListeners.ShouldBe(plan.ToListeners * 2, plan.ToListeners * 1e-6);
        more.Commits.ShouldBeGreaterThan(plan.Commits);
    }

    [Fact]
    public void Plan_Together_NeedsNoMoreThanAnywhere()
    {
        var anywhere = CapacityModel.Plan(new CapacityDemand(1_000_000, 20_000), CapacityFigures.Costs);
        var together = CapacityModel.Plan(new CapacityDemand(1_000_000, 20_000) { IsTogether = true }, CapacityFigures.Costs);

        together.Silos.ShouldBeLessThan(anywhere.Silos);
        together.Gateways.ShouldBeLessThanOrEqualTo(anywhere.Gateways);
        together.Between.ShouldBeLessThan(anywhere.Between);
    }

    [Fact]
    public void Plan_Limits_NameTheNearestFirst()
    {
        var plan = CapacityModel.Plan(new CapacityDemand(10_000_000, 10_000_000) { IsTogether = true }, Costs);

        plan.Limits.Select(limit => limit.Share).ShouldBeInOrder(SortDirection.Descending);
        plan.Limits.Select(limit => limit.Name).ShouldBeUnique();
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(10, 0)]
    [InlineData(10, 11)]
    public void Plan_DemandThatCannotBe_IsRefused(long listeners, long rooms) =>
        Should.Throw<ArgumentOutOfRangeException>(() => CapacityModel.Plan(new CapacityDemand(listeners, rooms), Costs));

    [Fact]
    public void Figures_Committed_SayTheSameAsTheRunsTheyAreFrom()
    {
        // The row of 1,000 listeners of one speaker, planned: its writes and packets are what it measured.
        var costs = CapacityFigures.Costs;
        var planned = (16_666.6 * costs.Bundle) + (50_000 * costs.PacketInBundle);

        planned.ShouldBe(0.593 * MicrosPerSecond, 0.01 * MicrosPerSecond);
        costs.IdleSecond.ShouldBeInRange(5, 100);
        costs.Published.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Apart_TwoWidthsMeasured_ArePointsOfALine()
    {
        ClusterRun[] runs =
        [
            Run(gateways: 1, siloCores: 0.015),
            Run(gateways: 3, siloCores: 0.025),
        ];

        var costs = CapacityFigures.Apart(whole: 53, runs);

        costs.Sent.ShouldBe(10, 0.001);
        costs.Published.ShouldBe(20, 0.001);
        costs.Assumed.ShouldBeEmpty();
    }

    [Fact]
    public void Apart_NothingMeasured_SaysWhatIsAssumed() =>
        CapacityFigures.Apart(whole: 53, []).Assumed.ShouldNotBeEmpty();

    private static ClusterRun Run(int gateways, double siloCores) => new(
        Silos: 1, gateways, Rooms: 10, Listeners: 100, SpokenPerSecond: 500, WritesPerSecond: 1, siloCores, GatewayCores: 1);

    [Fact]
    public void Figures_ClustersMeasured_ArePlannedAsTheyWere()
    {
        var costs = CapacityFigures.Costs;
        costs.Assumed.Count.ShouldBe(CapacityFigures.ClusterRuns.Count == 0 ? 1 : 0);
        foreach (var run in CapacityFigures.ClusterRuns)
        {
            var planned = run.SpokenPerSecond * (costs.Published + (run.Gateways * costs.Sent)) / MicrosPerSecond;
            planned.ShouldBeInRange(0.7 * run.SiloCores, 1.4 * run.SiloCores, $"{run}");
        }
    }
}
