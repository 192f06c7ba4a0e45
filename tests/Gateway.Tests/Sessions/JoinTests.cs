using AudioRooms.Contracts;
using AudioRooms.Gateway.Tests.Fakes;
using AudioRooms.Wire.V1;
using Grpc.Core;

namespace AudioRooms.Gateway.Tests.Sessions;

/// <summary>How a device comes into a room, and why it does not.</summary>
public sealed class JoinTests : IAsyncLifetime, IDisposable
{
    private readonly SessionHarness harness = new();
    private readonly FakeRoom room;

    public JoinTests() => room = harness.Cluster.CreateRoom(People.Ada);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => harness.StopAsync();

    public void Dispose() => harness.Dispose();

    [Fact]
    public async Task Join_ALiveRoom_ShowsItAndWhereSoundBegins()
    {
        var device = await harness.JoinAsync(People.Ben, room.Id);

        device.Joined!.Room.Card.Title.ShouldBe("Coffee");
        device.Joined.Room.Version.ShouldBe(1ul);
        device.Joined.UserId.ShouldBe(People.Ben.Id.Value);
        device.Joined.Position.ShouldBe(0ul);
        device.Joined.Resumed.ShouldBeFalse();
    }

    [Fact]
    public async Task Join_ARoomThatIsNotThere_IsRefusedAndEndsTheCall()
    {
        var device = harness.Connect(People.Ben);

        device.Send(new ClientMessage { RequestId = 5, Join = new Join { RoomId = Identifiers.NewId() } });

        var refusal = (await device.NextAsync()).Refusal;
        refusal.Code.ShouldBe("room_not_found");
        refusal.RequestId.ShouldBe(5ul);
        (await device.Ended)!.Status.ShouldBe(StatusCode.NotFound);
    }

    [Theory]
    [InlineData("")]
    [InlineData("../../etc/passwd")]
    public async Task Join_AnIdThatIsNone_IsNotAskedFor(string id)
    {
        var device = harness.Connect(People.Ben);

        device.Send(new ClientMessage { Join = new Join { RoomId = id } });

        (await device.Ended)!.Code.ShouldBe("room_not_found");
        harness.Cluster.Rooms.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Join_NeverSent_ClosesAfterTenSeconds()
    {
        var device = harness.Connect(People.Ben);
        await harness.Time.WhenTimerArmedAsync(TimeSpan.FromSeconds(10));

        harness.Time.Advance(TimeSpan.FromSeconds(10));

        (await device.NextAsync()).Closing.Code.ShouldBe("join_timeout");
        (await device.Ended)!.Status.ShouldBe(StatusCode.DeadlineExceeded);
    }

    [Fact]
    public async Task Join_NotFirst_IsRefused()
    {
        var device = harness.Connect(People.Ben);

        device.Send(new ClientMessage { RequestId = 1, TakeStage = new TakeStage() });

        (await device.Ended)!.Code.ShouldBe("join_expected");
    }

    [Fact]
    public async Task Join_ASecondTime_IsRefusedAndTheSessionGoesOn()
    {
        var device = await harness.JoinAsync(People.Ben, room.Id);

        (await device.AskAsync(new ClientMessage { Join = new Join { RoomId = room.Id.Value } })).Refusal.Code.ShouldBe(
            "already_joined");

        (await device.AskAsync(new ClientMessage { RaiseHand = new Wire.V1.RaiseHand() })).Ok.ShouldNotBeNull();
    }

    [Fact]
    public async Task Join_WhileTheClusterDoesNotAnswer_IsUnavailable()
    {
        harness.Cluster.Fault = new TimeoutException("no answer");
        var device = harness.Connect(People.Ben);

        device.Send(new ClientMessage { Join = new Join { RoomId = room.Id.Value } });

        (await device.NextAsync()).Refusal.RetryAfterMs.ShouldBeGreaterThan(0u);
        (await device.Ended)!.Status.ShouldBe(StatusCode.Unavailable);
    }

    [Fact]
    public async Task Join_FromASecondDevice_ReplacesTheFirst()
    {
        var first = await harness.JoinAsync(People.Ben, room.Id);

        var second = await harness.JoinAsync(People.Ben, room.Id);

        (await first.NextAsync()).Closing.Code.ShouldBe("replaced");
        (await first.Ended)!.Status.ShouldBe(StatusCode.Aborted);
        await second.SettleAsync();
    }
}
