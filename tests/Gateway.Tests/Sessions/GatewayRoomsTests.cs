using AudioRooms.Gateway.Tests.Fakes;

namespace AudioRooms.Gateway.Tests.Sessions;

public sealed class GatewayRoomsTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly SessionHarness harness = new();
    private readonly FakeRoom room;

    public GatewayRoomsTests() => room = harness.Cluster.CreateRoom(People.Ada);

    private FakeListenerGrain ListenerGrain => harness.Cluster.ListenerGrainsOf(room.Id).ShouldHaveSingleItem();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => harness.StopAsync();

    public void Dispose() => harness.Dispose();

    [Fact]
    public async Task Enter_ManyListeners_OpenOneRoom()
    {
        await harness.JoinAsync(People.Ada, room.Id);
        await harness.JoinAsync(People.Ben, room.Id);

        ListenerGrain.Opened.ShouldBe(1);
    }

    [Fact]
    public async Task Heartbeat_WhileSomebodyListens_RenewsEveryThirtySeconds()
    {
        var device = await harness.JoinAsync(People.Ben, room.Id);

        for (var times = 0; times < 13; times++)
        {
            await HeartbeatAsync(5);
            await device.SettleAsync();
        }

        ListenerGrain.Opened.ShouldBe(3);
    }

    [Fact]
    public async Task Heartbeat_PresenceThatChanged_IsReportedWithinASecondAndElseEveryTen()
    {
        await harness.JoinAsync(People.Ben, room.Id);
        await HeartbeatAsync(1);
        await harness.JoinStageAsync(People.Ada, room.Id);

        await HeartbeatAsync(1);
        await HeartbeatAsync(10);

        ListenerGrain.Reports.Select(report => (report.ListenerCount, report.Speakers.Length)).ShouldBe([(1, 0), (1, 1), (1, 1)]);
    }

    [Fact]
    public async Task Heartbeat_TenSecondsAfterTheLastListener_ClosesTheRoom()
    {
        var device = await harness.JoinAsync(People.Ben, room.Id);
        device.Transport.End();
        await device.Ended;

        await HeartbeatAsync(9);
        ListenerGrain.IsClosed.ShouldBeFalse();
        await HeartbeatAsync(2);

        ListenerGrain.IsClosed.ShouldBeTrue();
    }

    [Fact]
    public async Task Heartbeat_TheListenerGrainIsANewActivation_OpensItAndReportsAtOnce()
    {
        await harness.JoinAsync(People.Ben, room.Id);
        await HeartbeatAsync(1);
        ListenerGrain.Reports.Clear();
        ListenerGrain.StrangerFor = 1;

        await HeartbeatAsync(1);

        ListenerGrain.Opened.ShouldBe(2);
        ListenerGrain.Openings.ShouldBeInOrder(SortDirection.Ascending);
        ListenerGrain.Reports.ShouldHaveSingleItem().ListenerCount.ShouldBe(1);
        ListenerGrain.Rosters[^1].IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task Report_EachTime_HasAHigherNumber()
    {
        await harness.JoinAsync(People.Ben, room.Id);
        await HeartbeatAsync(25);

        ListenerGrain.Reports.Select(report => report.Number).ShouldBeInOrder(SortDirection.Ascending);
        ListenerGrain.Reports.Select(report => report.Number).ShouldBeUnique();
    }

    [Fact]
    public async Task Stopping_WithListeners_SendsThemAwayToComeBack()
    {
        var device = await harness.JoinAsync(People.Ben, room.Id);

        await harness.Rooms.StoppingAsync(CancellationToken.None);

        var closing = (await device.NextAsync()).Closing;
        closing.Code.ShouldBe("server_stopping");
        closing.Resume.ShouldBeTrue();
        ListenerGrain.IsClosed.ShouldBeTrue();
    }

    private async Task HeartbeatAsync(int seconds)
    {
        for (var second = 0; second < seconds; second++)
        {
            harness.Time.Advance(Second);
            await harness.Rooms.HeartbeatAsync();
        }
    }
}
