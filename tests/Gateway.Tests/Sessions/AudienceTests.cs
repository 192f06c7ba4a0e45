using AudioRooms.Contracts.Rooms;
using AudioRooms.Gateway.Tests.Fakes;

namespace AudioRooms.Gateway.Tests.Sessions;

/// <summary>What the listener grain is told of the people here, and how news of another gateway take effect.</summary>
public sealed class AudienceTests : IAsyncLifetime, IDisposable
{
    private readonly SessionHarness harness = new();
    private readonly FakeRoom room;

    public AudienceTests() => room = harness.Cluster.CreateRoom(People.Ada);

    private FakeListenerGrain ListenerGrain => harness.Cluster.ListenerGrainsOf(room.Id).ShouldHaveSingleItem();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => harness.StopAsync();

    public void Dispose() => harness.Dispose();

    [Fact]
    public async Task Heartbeat_SomebodyArrivedAndLeft_ReportsEachOnce()
    {
        await harness.JoinAsync(People.Ada, room.Id);
        var ben = await harness.JoinAsync(People.Ben, room.Id);
        await harness.Rooms.HeartbeatAsync();
        ben.Transport.End();
        await ben.Ended;
        await harness.Rooms.HeartbeatAsync();
        await harness.Rooms.HeartbeatAsync();

        ListenerGrain.Rosters.Select(change => (change.Arrived.Length, change.Left.Length, change.IsWhole))
            .ShouldBe([(2, 0, false), (0, 1, false)]);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(-1, false)]
    public async Task Arrivals_SamePersonAtAnotherGateway_TheNewerConnectionStays(int secondsLater, bool isReplaced)
    {
        var device = await harness.JoinAsync(People.Ben, room.Id);
        var elsewhere = new Arrival(People.Ben, harness.Time.GetUtcNow().AddSeconds(secondsLater));

        await ListenerGrain.NotifyArrivalsAsync(new ArrivalNote("elsewhere", [elsewhere]));

        if (isReplaced)
        {
            (await device.NextAsync()).Closing.Code.ShouldBe("replaced");
        }
        else
        {
            await device.SettleAsync();
            device.Take().ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Arrivals_OfPeopleWhoAreNotHere_ChangeNothing()
    {
        var device = await harness.JoinAsync(People.Ben, room.Id);

        await ListenerGrain.NotifyArrivalsAsync(
            new ArrivalNote("elsewhere", [new Arrival(People.Ada, harness.Time.GetUtcNow().AddSeconds(1))]));

        await device.SettleAsync();
        device.Take().ShouldBeEmpty();
    }
}
