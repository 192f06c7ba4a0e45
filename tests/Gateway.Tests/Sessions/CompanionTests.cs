using AudioRooms.Contracts.Rooms;
using AudioRooms.Gateway.Tests.Fakes;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Tests.Sessions;

/// <summary>A person's devices that listen and send commands beside the one that speaks.</summary>
public sealed class CompanionTests : IAsyncLifetime, IDisposable
{
    private readonly SessionHarness harness = new();
    private readonly FakeRoom room;

    public CompanionTests() => room = harness.Cluster.CreateRoom(People.Ada);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => harness.StopAsync();

    public void Dispose() => harness.Dispose();

    [Fact]
    public async Task Join_AsACompanion_ReplacesNoDevice()
    {
        var main = await harness.JoinAsync(People.Ben, room.Id);

        var companion = await JoinCompanionAsync();

        main.Joined!.OtherDevices.ShouldBe(0u);
        companion.Joined!.OtherDevices.ShouldBe(1u);
        await main.SettleAsync();
        await companion.SettleAsync();
        main.Take().ShouldNotContain(message => message.Closing != null);
    }

    [Fact]
    public async Task Join_AsTheMainDevice_LeavesTheCompanions()
    {
        var companion = await JoinCompanionAsync();

        await harness.JoinAsync(People.Ben, room.Id);

        await companion.SettleAsync();
        companion.Take().ShouldNotContain(message => message.Closing != null);
    }

    [Fact]
    public async Task Join_AFourthCompanion_TakesThePlaceOfTheOldest()
    {
        var first = await JoinCompanionAsync();
        var second = await JoinCompanionAsync();
        await JoinCompanionAsync();

        await JoinCompanionAsync();

        (await first.NextAsync()).Closing.Code.ShouldBe("replaced");
        await second.SettleAsync();
        second.Take().ShouldNotContain(message => message.Closing != null);
    }

    [Fact]
    public async Task Join_WithARoleThatDoesNotExist_IsRefused()
    {
        var device = harness.Connect(People.Ben);

        device.Send(new ClientMessage { Join = new Join { RoomId = room.Id.Value, Role = (DeviceRole)99 } });

        (await device.Ended)!.Code.ShouldBe("value_unknown");
    }

    [Fact]
    public async Task Speak_OnStage_IsHeardByOnesOwnCompanion()
    {
        var companion = await JoinCompanionAsync();
        var main = await harness.JoinStageAsync(People.Ben, room.Id);

        main.Speak(1);
        await main.SettleAsync();
        harness.Turn();

        companion.Take().Where(message => message.Bundle is not null).SelectMany(message => message.Bundle.Packets)
            .Select(packet => packet.Sequence).ShouldBe([1u]);
    }

    [Fact]
    public async Task Speak_ByACompanionOfSomebodyOnStage_IsRefusedByName()
    {
        await harness.JoinStageAsync(People.Ben, room.Id);
        var companion = await JoinCompanionAsync();

        companion.Speak(1);
        await companion.SettleAsync();

        companion.Take().ShouldContain(message => message.Refusal != null && message.Refusal.Code == "audio_listens_only");
    }

    [Fact]
    public async Task Leave_OfACompanion_LeavesItsPersonOnStage()
    {
        await harness.JoinStageAsync(People.Ben, room.Id);
        var companion = await JoinCompanionAsync();

        companion.Send(new ClientMessage { RequestId = 7, Leave = new Leave() });
        await companion.Ended;

        room.View.Stage.Find(People.Ben.Id).ShouldNotBeNull();
    }

    [Fact]
    public async Task TakeStage_ByACompanion_OpensTheMainDevice()
    {
        var main = await harness.JoinAsync(People.Ben, room.Id);
        var companion = await JoinCompanionAsync();
        var listener = await harness.JoinAsync(People.Ada, room.Id);

        (await companion.AskAsync(new ClientMessage { TakeStage = new TakeStage() })).Ok.ShouldNotBeNull();
        main.Speak(1);
        await main.SettleAsync();
        harness.Turn();

        listener.Take().Where(message => message.Bundle is not null).SelectMany(message => message.Bundle.Packets).Count()
            .ShouldBe(1);
    }

    [Fact]
    public async Task Heartbeat_APersonWithTwoDevices_IsReportedOnce()
    {
        await harness.JoinAsync(People.Ben, room.Id);
        var companion = await JoinCompanionAsync();
        await harness.Rooms.HeartbeatAsync();
        companion.Transport.End();
        await companion.Ended;
        await harness.Rooms.HeartbeatAsync();

        harness.Cluster.ListenerGrainsOf(room.Id).ShouldHaveSingleItem().Rosters
            .Select(change => (change.Arrived.Length, change.Left.Length)).ShouldBe([(1, 0)]);
    }

    [Fact]
    public async Task Arrivals_ACompanionAtAnotherGateway_ReplacesNoDevice()
    {
        var main = await harness.JoinAsync(People.Ben, room.Id);
        var elsewhere = new Arrival(People.Ben, harness.Time.GetUtcNow().AddSeconds(1)) { IsCompanion = true };

        await harness.Cluster.ListenerGrainsOf(room.Id)
            .ShouldHaveSingleItem()
            .NotifyArrivalsAsync(new ArrivalNote("elsewhere", [elsewhere]));

        await main.SettleAsync();
        main.Take().ShouldBeEmpty();
    }

    private async Task<FakeDevice> JoinCompanionAsync()
    {
        var device = harness.Connect(People.Ben);
        device.Send(new ClientMessage
        {
            Join = new Join { RoomId = room.Id.Value, Latency = LatencyClass.Interactive, Role = DeviceRole.Companion },
        });
        device.Joined = (await device.NextAsync()).Joined.ShouldNotBeNull();
        await device.SettleAsync();
        return device;
    }
}
