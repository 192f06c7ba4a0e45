using AudioRooms.Contracts;
using AudioRooms.Gateway.Tests.Fakes;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Tests.Sessions;

/// <summary>How long a connection may last, and how often its person may send commands.</summary>
public sealed class RightsTests : IAsyncLifetime, IDisposable
{
    // The life of a token and the grace after it.
    private static readonly TimeSpan Allowed = TimeSpan.FromMinutes(20);

    private readonly SessionHarness harness = new();
    private readonly FakeRoom room;

    public RightsTests() => room = harness.Cluster.CreateRoom(People.Ada);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => harness.StopAsync();

    public void Dispose() => harness.Dispose();

    [Fact]
    public async Task Connection_TokenOverForLongerThanTheGrace_IsClosedToResume()
    {
        var ada = await harness.JoinAsync(People.Ada, room.Id);

        harness.Time.Advance(Allowed);
        await harness.Rooms.HeartbeatAsync();

        var closing = (await ada.NextAsync()).Closing.ShouldNotBeNull();
        closing.Code.ShouldBe("token_expired");
        closing.Resume.ShouldBeTrue();
        (await ada.Ended).ShouldNotBeNull().Code.ShouldBe("token_expired");
    }

    [Fact]
    public async Task Authenticate_ANewerTokenOfTheSession_KeepsTheConnection()
    {
        var ada = await harness.JoinAsync(People.Ada, room.Id);
        harness.Time.Advance(TimeSpan.FromMinutes(14));
        var newer = harness.Tokens.Issue(People.Ada, FakeDevice.Session, TimeSpan.FromMinutes(15)).Token;

        (await ada.AskAsync(new ClientMessage { Authenticate = new Authenticate { AccessToken = newer } })).Ok.ShouldNotBeNull();

        harness.Time.Advance(TimeSpan.FromMinutes(19));
        await ada.SettleAsync();
        await harness.Rooms.HeartbeatAsync();
        harness.Time.Advance(TimeSpan.FromMinutes(2));
        await ada.SettleAsync();
        await harness.Rooms.HeartbeatAsync();
        (await ada.Ended).ShouldNotBeNull().Code.ShouldBe("token_expired");
    }

    [Theory]
    [InlineData("another person")]
    [InlineData("another session")]
    [InlineData("garbage")]
    public async Task Authenticate_ATokenThatIsNotOfThisSession_IsRefusedAndChangesNothing(string kind)
    {
        var ada = await harness.JoinAsync(People.Ada, room.Id);
        var token = kind switch
        {
            "another person" => harness.Tokens.Issue(People.Ben, FakeDevice.Session, TimeSpan.FromHours(1)).Token,
            "another session" => harness.Tokens.Issue(People.Ada, Identifiers.NewId(), TimeSpan.FromHours(1)).Token,
            _ => "garbage",
        };

        var answer = await ada.AskAsync(new ClientMessage { Authenticate = new Authenticate { AccessToken = token } });

        answer.Refusal.ShouldNotBeNull().Code.ShouldBe("token_invalid");
        harness.Time.Advance(Allowed);
        await harness.Rooms.HeartbeatAsync();
        (await ada.Ended).ShouldNotBeNull().Code.ShouldBe("token_expired");
    }

    [Fact]
    public async Task RaiseHand_SevenTimesInAMinute_IsRefusedWithTheWait()
    {
        var ben = await harness.JoinAsync(People.Ben, room.Id);
        for (var raised = 0; raised < 6; raised++)
        {
            (await ben.AskAsync(RaiseHand())).Refusal?.Code.ShouldNotBe("rate_limited");
        }

        var refusal = (await ben.AskAsync(RaiseHand())).Refusal.ShouldNotBeNull();

        refusal.Code.ShouldBe("rate_limited");
        refusal.RetryAfterMs.ShouldBe(10_000u);
    }

    [Fact]
    public async Task Join_ThirtyOneTimesInAMinute_IsRefused()
    {
        for (var joined = 0; joined < 30; joined++)
        {
            await harness.JoinAsync(People.Ben, room.Id);
        }

        var device = harness.Connect(People.Ben);
        device.Send(new ClientMessage { RequestId = 1, Join = new Join { RoomId = room.Id.Value } });

        (await device.NextAsync()).Refusal.ShouldNotBeNull().Code.ShouldBe("rate_limited");
        (await device.Ended).ShouldNotBeNull().Code.ShouldBe("rate_limited");
    }

    [Fact]
    public async Task Join_ASyntheticUser_HasNoLimit()
    {
        for (var joined = 0; joined < 40; joined++)
        {
            var device = harness.Connect(People.Ben, isSynthetic: true);
            device.Send(new ClientMessage { Join = new Join { RoomId = room.Id.Value } });

            (await device.NextAsync()).Joined.ShouldNotBeNull();
        }
    }

    private static ClientMessage RaiseHand() => new() { RaiseHand = new RaiseHand() };
}
