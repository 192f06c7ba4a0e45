using AudioRooms.Gateway.Tests.Fakes;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Tests.Sessions;

/// <summary>How a process that is nearly full serves new listeners, and what happens to them when there is room.</summary>
public sealed class OverflowTests : IAsyncLifetime, IDisposable
{
    private readonly SessionHarness harness = new();
    private readonly FakeRoom room;

    public OverflowTests() => room = harness.Cluster.CreateRoom(People.Ada);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => harness.StopAsync();

    public void Dispose() => harness.Dispose();

    [Fact]
    public async Task Join_ANewListener_IsServedInTheBroadcastClassAndToldSo()
    {
        Crowd();

        var device = await harness.JoinAsync(People.Ben, room.Id, LatencyClass.Audience);

        device.Joined!.Latency.ShouldBe(LatencyClass.Broadcast);
        device.Joined.AckEveryMs.ShouldBe(3_500u);
        harness.Metrics.ListenersAt(LatencyClass.Broadcast).ShouldBe(1);
        harness.Stays.Overflow.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Join_OnceThereIsRoom_TheListenerIsServedAsItWished()
    {
        Crowd();
        var device = await harness.JoinAsync(People.Ben, room.Id, LatencyClass.Economy);

        Calm();

        (await device.NextAsync()).LatencyChanged.ShouldBe(
            new LatencyChanged { Latency = LatencyClass.Economy, AckEveryMs = 250 });
        harness.Stays.Overflow.Count.ShouldBe(0);
    }

    [Fact]
    public async Task SetLatency_InTheOverflow_IsMetLater()
    {
        Crowd();
        var device = await harness.JoinAsync(People.Ben, room.Id, LatencyClass.Audience);

        (await device.AskAsync(new ClientMessage { SetLatency = new SetLatency { Latency = LatencyClass.Interactive } })).Ok
            .ShouldNotBeNull();
        harness.Metrics.ListenersAt(LatencyClass.Broadcast).ShouldBe(1);
        Calm();

        (await device.NextAsync()).LatencyChanged.Latency.ShouldBe(LatencyClass.Interactive);
    }

    [Fact]
    public async Task RaiseHand_InTheOverflow_IsInteractiveAtOnce()
    {
        Crowd();
        var device = await harness.JoinAsync(People.Ben, room.Id, LatencyClass.Audience);

        await room.HappenAsync(new Contracts.Rooms.HandRaised(People.Ben, "Why?"), view => view);
        await device.SettleAsync();

        device.Take().ShouldContain(
            message => message.LatencyChanged != null && message.LatencyChanged.Latency == LatencyClass.Interactive);
    }

    [Fact]
    public async Task Join_TheHost_IsServedAsItWished()
    {
        Crowd();

        var device = await harness.JoinAsync(People.Ada, room.Id, LatencyClass.Audience);

        device.Joined!.Latency.ShouldBe(LatencyClass.Audience);
    }

    [Fact]
    public async Task Join_BeforeItWasCrowded_StaysAsItWas()
    {
        var device = await harness.JoinAsync(People.Ben, room.Id, LatencyClass.Audience);

        Crowd();
        await device.SettleAsync();

        device.Take().ShouldBeEmpty();
        harness.Metrics.ListenersAt(LatencyClass.Audience).ShouldBe(1);
    }

    [Fact]
    public async Task Leave_InTheOverflow_GivesItsPlaceBack()
    {
        Crowd();
        var device = await harness.JoinAsync(People.Ben, room.Id, LatencyClass.Audience);

        device.Transport.End();
        await device.Ended;

        harness.Stays.Overflow.Count.ShouldBe(0);
    }

    // Six observations in which ticks were served a frame late; the first five lengthen the tick.
    private void Crowd()
    {
        Observe(6, lateMicros: 25_000);
        harness.Wheel.Audience.IsCrowded(harness.Wheel.NowMicros).ShouldBeTrue();
        harness.Rooms.IsFull.ShouldBeFalse();
    }

    private void Calm() => Observe(4, lateMicros: 0);

    private void Observe(int times, long lateMicros)
    {
        for (var observation = 0; observation < times; observation++)
        {
            harness.Time.Advance(TimeSpan.FromMilliseconds(500));
            harness.Wheel.Audience.Served(harness.Wheel.NowMicros, lateMicros);
        }
    }
}
