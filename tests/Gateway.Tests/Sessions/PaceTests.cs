using AudioRooms.Gateway.Tests.Fakes;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Tests.Sessions;

/// <summary>The latency class in which a device is served, and what the device is told of it.</summary>
public sealed class PaceTests : IAsyncLifetime, IDisposable
{
    private readonly SessionHarness harness = new();
    private readonly FakeRoom room;

    public PaceTests() => room = harness.Cluster.CreateRoom(People.Ada);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => harness.StopAsync();

    public void Dispose() => harness.Dispose();

    [Theory]
    [InlineData(LatencyClass.Unspecified, LatencyClass.Audience, 250u)]
    [InlineData(LatencyClass.Interactive, LatencyClass.Interactive, 250u)]
    [InlineData(LatencyClass.Broadcast, LatencyClass.Broadcast, 3_500u)]
    public async Task Joined_SaysTheClassAndHowOftenToAcknowledge(LatencyClass asked, LatencyClass served, uint ackEveryMs)
    {
        var device = await harness.JoinAsync(People.Ben, room.Id, asked);

        device.Joined!.Latency.ShouldBe(served);
        device.Joined.AckEveryMs.ShouldBe(ackEveryMs);
        harness.Metrics.ListenersAt(served).ShouldBe(1);
    }

    [Fact]
    public async Task SetLatency_IntoBroadcastAndOut_IsToldBeforeItsAnswer()
    {
        var device = await harness.JoinAsync(People.Ben, room.Id, LatencyClass.Audience);

        device.Send(SetLatency(1, LatencyClass.Broadcast));
        (await device.NextAsync()).LatencyChanged.ShouldBe(
            new LatencyChanged { Latency = LatencyClass.Broadcast, AckEveryMs = 3_500 });
        (await device.NextAsync()).Ok.RequestId.ShouldBe(1ul);

        device.Send(SetLatency(2, LatencyClass.Economy));
        (await device.NextAsync()).LatencyChanged.ShouldBe(
            new LatencyChanged { Latency = LatencyClass.Economy, AckEveryMs = 250 });
        (await device.NextAsync()).Ok.RequestId.ShouldBe(2ul);
    }

    [Fact]
    public async Task SetLatency_BetweenTheOtherClasses_IsOnlyAnswered()
    {
        var device = await harness.JoinAsync(People.Ben, room.Id, LatencyClass.Audience);

        await device.AskAsync(SetLatency(1, LatencyClass.Interactive));

        device.Take().ShouldBeEmpty();
    }

    [Fact]
    public async Task SetLatency_OfNoClass_IsRefused()
    {
        var device = await harness.JoinAsync(People.Ben, room.Id);

        (await device.AskAsync(SetLatency(1, (LatencyClass)5))).Refusal.Code.ShouldBe("latency_invalid");
    }

    [Fact]
    public async Task RaiseHand_InBroadcast_IsInteractiveUntilItGoesDown()
    {
        var device = await harness.JoinAsync(People.Ben, room.Id, LatencyClass.Broadcast);

        await room.HappenAsync(
            new Contracts.Rooms.HandRaised(People.Ben, "Why?"),
            view => view with
            {
                Hands = [new Contracts.Rooms.HandView(People.Ben, DateTimeOffset.UnixEpoch, "Why?", TimeSpan.FromMinutes(3))],
            });
        await device.SettleAsync();
        Changes(device).ShouldBe([LatencyClass.Interactive]);

        await room.HappenAsync(new Contracts.Rooms.HandLowered(People.Ben.Id, null), view => view with { Hands = [] });
        await device.SettleAsync();
        Changes(device).ShouldBe([LatencyClass.Broadcast]);
    }

    [Fact]
    public async Task AllHandsLowered_InBroadcast_IsReadByEverybodyAndEndsTheInteractivePace()
    {
        var device = await harness.JoinAsync(People.Ben, room.Id, LatencyClass.Broadcast);
        await room.HappenAsync(
            new Contracts.Rooms.HandRaised(People.Ben, "Why?"),
            view => view with
            {
                Hands = [new Contracts.Rooms.HandView(People.Ben, DateTimeOffset.UnixEpoch, "Why?", TimeSpan.FromMinutes(3))],
            });

        await room.HappenAsync(new Contracts.Rooms.AllHandsLowered(People.Ada.Id), view => view with { Hands = [] });
        await device.SettleAsync();

        var told = device.Take();
        told.Select(message => message.LatencyChanged).OfType<LatencyChanged>().Select(change => change.Latency)
            .ShouldBe([LatencyClass.Interactive, LatencyClass.Broadcast]);
        told.Select(message => message.Event).OfType<RoomEvent>().Last().AllHandsLowered.ByUserId.ShouldBe(People.Ada.Id.Value);
    }

    [Fact]
    public async Task StageInvited_InBroadcast_IsInteractiveUntilTheInvitationEnds()
    {
        var device = await harness.JoinAsync(People.Ben, room.Id, LatencyClass.Broadcast);

        await room.HappenAsync(
            new Contracts.Rooms.StageInvited(People.Ben.Id, People.Ada.Id), view => view with { Invited = [People.Ben.Id] });
        await device.SettleAsync();
        Changes(device).ShouldBe([LatencyClass.Interactive]);

        await room.HappenAsync(
            new Contracts.Rooms.StageInvitationEnded(People.Ben.Id, WithdrawnBy: null), view => view with { Invited = [] });
        await device.SettleAsync();
        Changes(device).ShouldBe([LatencyClass.Broadcast]);
    }

    [Fact]
    public async Task Join_WithAnInvitation_IsInteractive()
    {
        await room.HappenAsync(
            new Contracts.Rooms.StageInvited(People.Ben.Id, People.Ada.Id), view => view with { Invited = [People.Ben.Id] });

        var device = await harness.JoinAsync(People.Ben, room.Id, LatencyClass.Broadcast);

        Changes(device).ShouldBe([LatencyClass.Interactive]);
    }

    [Fact]
    public async Task TakeStage_InBroadcast_IsInteractiveUntilItIsLeft()
    {
        var device = await harness.JoinAsync(People.Ben, room.Id, LatencyClass.Broadcast);

        (await device.AskAsync(new ClientMessage { TakeStage = new TakeStage() })).Ok.ShouldNotBeNull();
        await device.SettleAsync();
        Changes(device).ShouldBe([LatencyClass.Interactive]);

        (await device.AskAsync(new ClientMessage { LeaveStage = new LeaveStage() })).Ok.ShouldNotBeNull();
        await device.SettleAsync();
        Changes(device).ShouldBe([LatencyClass.Broadcast]);
    }

    private static List<LatencyClass> Changes(FakeDevice device) =>
        [.. device.Take().Where(message => message.LatencyChanged is not null).Select(message => message.LatencyChanged.Latency)];

    private static ClientMessage SetLatency(ulong request, LatencyClass latency) =>
        new() { RequestId = request, SetLatency = new SetLatency { Latency = latency } };
}
