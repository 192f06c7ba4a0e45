using AudioRooms.Gateway.Rooms;
using AudioRooms.Gateway.Tests.Fakes;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Tests.Sessions;

public sealed class DevicesDrainTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    private readonly SessionHarness harness = new();
    private readonly FakeRoom room;
    private readonly DevicesDrain drain;

    public DevicesDrainTests()
    {
        room = harness.Cluster.CreateRoom(People.Ada);
        drain = new DevicesDrain(harness.Rooms, harness.Options, harness.Time);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => harness.StopAsync();

    public void Dispose() => harness.Dispose();

    [Fact]
    public async Task Cordon_ADeviceThatComes_IsToldToTryAgain()
    {
        drain.Cordon(isCordoned: true);
        var device = harness.Connect(People.Ben);
        device.Send(new ClientMessage { Join = new Join { RoomId = room.Id.Value } });

        (await device.NextAsync()).Refusal.Code.ShouldBe("unavailable");
    }

    [Fact]
    public async Task Cordon_CalledOff_LetsDevicesInAgain()
    {
        drain.Cordon(isCordoned: true);
        drain.Cordon(isCordoned: false);

        (await harness.JoinAsync(People.Ben, room.Id)).Joined.ShouldNotBeNull();
    }

    [Fact]
    public async Task Cordon_ADeviceThatIsIn_HearsNothingOfIt()
    {
        var device = await harness.JoinAsync(People.Ben, room.Id);

        drain.Cordon(isCordoned: true);

        await AnswersAsync(device);
    }

    [Fact]
    public async Task HandOver_FewDevices_AreToldAtOnceToComeBackElsewhere()
    {
        var device = await harness.JoinAsync(People.Ben, room.Id);
        drain.Cordon(isCordoned: true);

        var done = drain.HandOverAsync(CancellationToken.None);

        var closing = (await device.NextAsync()).Closing;
        closing.Code.ShouldBe("server_stopping");
        closing.Resume.ShouldBeTrue();
        await device.Ended;
        await FinishAsync(done);
        harness.Rooms.Devices().ShouldBeEmpty();
    }

    [Fact]
    public async Task HandOver_MoreThanASecondBears_AreToldOneAfterTheOther()
    {
        harness.Options.Drain.MovesPerSecond = 1;
        var ben = await harness.JoinAsync(People.Ben, room.Id);
        var ada = await harness.JoinAsync(People.Ada, room.Id);
        drain.Cordon(isCordoned: true);

        // Two devices at one a second: 40 steps, of which the 20th tells the first and the last the second.
        var done = drain.HandOverAsync(CancellationToken.None);
        await StepAsync(19);

        (await ben.NextAsync()).Closing.Code.ShouldBe("server_stopping");
        await AnswersAsync(ada);

        await StepAsync(20);
        (await ada.NextAsync()).Closing.Code.ShouldBe("server_stopping");
        await Task.WhenAll(ada.Ended, ben.Ended);
        await FinishAsync(done);
    }

    [Fact]
    public async Task HandOver_CalledOff_LeavesTheOthersWhereTheyAre()
    {
        harness.Options.Drain.MovesPerSecond = 1;
        await harness.JoinAsync(People.Ben, room.Id);
        var ada = await harness.JoinAsync(People.Ada, room.Id);
        using var calledOff = new CancellationTokenSource();
        var done = drain.HandOverAsync(calledOff.Token);
        await harness.Time.WhenDelayedAsync(Step);

        await calledOff.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => done);
        await AnswersAsync(ada);
    }

    private static async Task AnswersAsync(FakeDevice device)
    {
        device.Send(new ClientMessage { Ping = new Ping() });
        (await device.NextAsync()).Pong.ShouldNotBeNull();
    }

    private async Task StepAsync(int times)
    {
        for (var step = 0; step < times; step++)
        {
            await harness.Time.WhenDelayedAsync(Step);
            harness.Time.Advance(Step);
        }
    }

    // Until the last connection is gone it is looked for every 20 ms.
    private async Task FinishAsync(Task done)
    {
        while (await Task.WhenAny(done, harness.Time.WhenTimerArmedAsync(Second)) != done)
        {
            harness.Time.Advance(TimeSpan.FromMilliseconds(20));
        }

        await done;
    }
}
