using AudioRooms.Gateway.Tests.Fakes;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Tests.Sessions;

/// <summary>Who may enter a process that serves as many listeners as it can.</summary>
public sealed class FullServerTests : IAsyncLifetime, IDisposable
{
    private readonly SessionHarness harness = new();
    private readonly FakeRoom room;

    public FullServerTests() => room = harness.Cluster.CreateRoom(People.Ada);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => harness.StopAsync();

    public void Dispose() => harness.Dispose();

    [Fact]
    public async Task Join_ANewListener_IsRefusedByNameWithTheTimeToWait()
    {
        Fill();
        var device = harness.Connect(People.Ben);

        device.Send(Join());

        var refusal = (await device.NextAsync()).Refusal.ShouldNotBeNull();
        refusal.Code.ShouldBe("server_full");
        refusal.RetryAfterMs.ShouldBe(5_000u);
        (await device.Ended).ShouldNotBeNull().Code.ShouldBe("server_full");
    }

    [Fact]
    public async Task Join_TheHost_ComesIn()
    {
        Fill();
        var device = harness.Connect(People.Ada);

        device.Send(Join());

        (await device.NextAsync()).Joined.ShouldNotBeNull();
    }

    [Fact]
    public async Task Join_SomebodyOnStage_ComesIn()
    {
        await harness.JoinStageAsync(People.Ben, room.Id);
        Fill();
        var device = harness.Connect(People.Ben);

        device.Send(Join());

        (await device.NextAsync()).Joined.ShouldNotBeNull();
    }

    [Fact]
    public async Task Join_AListenerWhoComesBack_ComesIn()
    {
        var before = await harness.JoinAsync(People.Ben, room.Id);
        before.Transport.End();
        await before.Ended;
        Fill();
        var device = harness.Connect(People.Ben);

        device.Send(Join(before.Joined!.ResumeToken));

        (await device.NextAsync()).Joined.ShouldNotBeNull();
    }

    [Fact]
    public async Task Join_OnceThereIsRoomAgain_ComesIn()
    {
        Fill();
        harness.Time.Advance(TimeSpan.FromSeconds(2));
        var device = harness.Connect(People.Ben);

        device.Send(Join());

        (await device.NextAsync()).Joined.ShouldNotBeNull();
    }

    private ClientMessage Join(string resumeToken = "") =>
        new() { RequestId = 1, Join = new Join { RoomId = room.Id.Value, ResumeToken = resumeToken } };

    // Four seconds in which ticks are served a fifth of a second late.
    private void Fill()
    {
        for (var observation = 0; observation < 8; observation++)
        {
            harness.Time.Advance(TimeSpan.FromMilliseconds(500));
            harness.Wheel.Audience.Served(harness.Wheel.NowMicros, lateMicros: 200_000);
        }

        harness.Rooms.IsFull.ShouldBeTrue();
    }
}
