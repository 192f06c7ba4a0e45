using System.Threading.Channels;
using AudioRooms.Client;
using AudioRooms.LoadTester.Lean;
using AudioRooms.LoadTester.Measures;
using AudioRooms.Testing;
using AudioRooms.Wire.V1;

namespace AudioRooms.LoadTester.Tests.Lean;

/// <summary>The lean client keeps to the protocol as the real client does.</summary>
public sealed class LeanPersonTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ManualTime time = new();
    private readonly Channel<bool> heard = Channel.CreateUnbounded<bool>();
    private readonly ListenerMeasures measures;
    private SessionServer server = null!;
    private LeanNetwork network = null!;

    public LeanPersonTests()
    {
        measures = new ListenerMeasures(time);
    }

    public async Task InitializeAsync()
    {
        server = await SessionServer.StartAsync();
        network = new LeanNetwork(server.Address, webSockets: null, perConnection: 2, time);
        measures.Window.Open(0, ulong.MaxValue);
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    public void Dispose() => network.Dispose();

    [Fact]
    public async Task Join_LetIn_SendsJoinFirstAndMeasures()
    {
        var person = Person();
        var joining = person.JoinAsync(CancellationToken.None);
        var call = await server.CallAsync();

        var join = (await call.ReadAsync())!.Join;
        await call.LetInAsync();
        await joining;

        (join.RoomId, join.Latency, join.ResumeToken).ShouldBe(("room", LatencyClass.Economy, ""));
        person.IsInRoom.ShouldBeTrue();
        measures.JoinTime.Total().ShouldBe(1);
    }

    [Fact]
    public async Task Join_Refused_ThrowsTheServersSentence()
    {
        var joining = Person().JoinAsync(CancellationToken.None);
        var call = await server.CallAsync();
        var join = await call.ReadAsync();

        await call.WriteAsync(
            new ServerMessage { Refusal = new Refusal { RequestId = join!.RequestId, Code = "room_full", Message = "Full." } });

        (await Should.ThrowAsync<ConnectionLostException>(joining)).Message.ShouldBe("Full.");
    }

    [Fact]
    public async Task Join_ServerSaysWhenToComeAgain_WaitsExactlyThatAndIsIn()
    {
        var person = Person();
        var joining = person.JoinAsync(CancellationToken.None);
        await BeBusyAsync(await server.CallAsync(), retryAfterMs: 3_000);

        await time.WhenDelayedAsync(TimeSpan.FromMilliseconds(3_000));
        person.IsInRoom.ShouldBeFalse();
        time.Advance(TimeSpan.FromMilliseconds(3_000));

        var again = await server.CallAsync();
        (await again.ReadAsync())!.Join.RoomId.ShouldBe("room");
        await again.LetInAsync();
        await joining;
        person.IsInRoom.ShouldBeTrue();
        measures.JoinTime.Total().ShouldBe(1);
        measures.JoinTime.Max.ShouldBe(TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task Join_BusyForThirtySecondsInAll_IsIn()
    {
        var (person, joining) = await BusyTwiceAsync(firstMs: 20_000, thenMs: 10_000);

        await time.WhenDelayedAsync(TimeSpan.FromMilliseconds(10_000));
        time.Advance(TimeSpan.FromMilliseconds(10_000));
        var again = await server.CallAsync();
        await again.ReadAsync();
        await again.LetInAsync();

        await joining;
        person.IsInRoom.ShouldBeTrue();
        measures.JoinTime.Total().ShouldBe(1);
    }

    [Fact]
    public async Task Join_BusyForLongerThanThirtySecondsInAll_ThrowsTheServersSentence()
    {
        var (_, joining) = await BusyTwiceAsync(firstMs: 20_000, thenMs: 10_001);

        (await Should.ThrowAsync<ConnectionLostException>(joining)).Message.ShouldBe("Come again.");
    }

    [Fact]
    public async Task Join_BusyWithoutATimeToComeAgain_ThrowsAtOnce()
    {
        var joining = Person().JoinAsync(CancellationToken.None);

        await BeBusyAsync(await server.CallAsync(), retryAfterMs: 0);

        (await Should.ThrowAsync<ConnectionLostException>(joining)).Message.ShouldBe("Come again.");
    }

    [Theory]
    [InlineData(0U, 100)]
    [InlineData(400U, 400)]
    public async Task OnMessage_Bundles_AreAcknowledgedAsOftenAsTheServerAsks(uint askedMs, int afterMs)
    {
        var (person, call) = await JoinedAsync(askedMs);
        time.Advance(TimeSpan.FromMilliseconds(afterMs));
        await call.WriteAsync(ServedCall.Bundle(0, 1, 2));
        (await call.ReadAsync())!.Ack.Position.ShouldBe(2UL);

        // One millisecond too early, and then in time.
        time.Advance(TimeSpan.FromMilliseconds(afterMs - 1));
        await call.WriteAsync(ServedCall.Bundle(2, 3));
        await call.WriteAsync(ServedCall.Bundle(5, 6));
        await WhenTakenAsync(person, call);
        time.Advance(TimeSpan.FromMilliseconds(1));
        await call.WriteAsync(ServedCall.Bundle(6, 7));

        var ack = (await call.ReadAsync())!.Ack;
        ack.Position.ShouldBe(7UL);
        ack.Concealed.ShouldBe(2U, "positions 3 and 4 never came");
    }

    [Fact]
    public async Task OnMessage_BundleWithPacketsLeftOut_IsAcknowledgedToItsEnd()
    {
        var (_, call) = await JoinedAsync(ackEveryMs: 100);
        time.Advance(TimeSpan.FromMilliseconds(100));
        var bundle = ServedCall.Bundle(1, 1, 2);
        bundle.Bundle.End = 9;

        await call.WriteAsync(bundle);

        var ack = (await call.ReadAsync())!.Ack;
        (ack.Position, ack.Concealed).ShouldBe((9ul, 7u));
    }

    [Fact]
    public async Task OnMessage_PacketThatCameBefore_IsHeardOnce()
    {
        var (person, call) = await JoinedAsync();
        await call.WriteAsync(ServedCall.Bundle(0, 1, 2), ServedCall.Bundle(1, 2, 3), ServedCall.Bundle(3, 4));

        await WhenTakenAsync(person, call);

        measures.Delivered.ShouldBe(4);
        person.Missed.ShouldBe(0);
    }

    [Fact]
    public async Task Cut_InARoom_ComesBackWhereItWas()
    {
        var (person, call) = await JoinedAsync();
        await call.WriteAsync(ServedCall.Bundle(0, 1, 2));
        await WhenTakenAsync(person, call);

        person.Cut();

        // Two timers: the wait of this person, and the timer that looks after all people.
        await time.WhenTimersArmedAsync(2, TimeSpan.FromMilliseconds(100));
        time.Advance(TimeSpan.FromMilliseconds(100));
        var again = await server.CallAsync();
        var join = (await again.ReadAsync())!.Join;
        await again.LetInAsync(position: 2, "third", resumed: true);
        await again.WriteAsync(ServedCall.Bundle(2, 3));
        (await again.ReadAsync())!.Ack.Position.ShouldBe(3UL);
        measures.Delivered.ShouldBe(3);
        (join.ResumeToken, join.ResumePosition, join.KnownVersion).ShouldBe(("back", 2UL, 7UL));
        person.Reconnects.ShouldBe(1);
        person.Missed.ShouldBe(0);
        call.Abort();
    }

    [Fact]
    public async Task Place_ForMoreThanShareAConnection_MakesAnother()
    {
        var connections = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            var (_, call) = await JoinedAsync();
            connections.Add(call.ConnectionId);
        }

        connections[1].ShouldBe(connections[0]);
        connections[2].ShouldNotBe(connections[0]);
        network.ListenerConnections.ShouldBe(2);
    }

    [Fact]
    public async Task SendDue_NothingSaidForThreeSeconds_Pings()
    {
        var (_, call) = await JoinedAsync();

        // Every person is looked after once in a second, which has twenty turns.
        for (var turn = 0; turn < 80; turn++)
        {
            time.Advance(TimeSpan.FromMilliseconds(50));
        }

        (await call.ReadAsync())!.Ping.ShouldNotBeNull();
    }

    [Fact]
    public async Task SendDue_AcknowledgesOnceInFourSeconds_DoesNotPingBetween()
    {
        var (_, call) = await JoinedAsync(ackEveryMs: 4_000);
        for (uint second = 0; second < 13; second++)
        {
            await call.WriteAsync(ServedCall.Bundle(second, second + 1));
            await heard.Reader.ReadAsync().AsTask().WaitAsync(Patience);
            for (var turn = 0; turn < 20; turn++)
            {
                time.Advance(TimeSpan.FromMilliseconds(50));
            }
        }

        for (var acknowledged = 0; acknowledged < 3; acknowledged++)
        {
            (await call.ReadAsync())!.Ack.ShouldNotBeNull();
        }
    }

    private LeanPerson Person() => new(
        network, network.Place(), "room", _ => ValueTask.FromResult<string?>("t"), new Ear(
            measures, LatencyClass.Economy, forwardsAll: true))
    {
        Latency = LatencyClass.Economy,
        OnBundle = () => heard.Writer.TryWrite(true),
    };

    /// <summary>A person who was told to wait, waited, and was told to wait again.</summary>
    private async Task<(LeanPerson Person, Task Joining)> BusyTwiceAsync(uint firstMs, uint thenMs)
    {
        var person = Person();
        var joining = person.JoinAsync(CancellationToken.None);
        await BeBusyAsync(await server.CallAsync(), firstMs);
        await time.WhenDelayedAsync(TimeSpan.FromMilliseconds(firstMs));
        time.Advance(TimeSpan.FromMilliseconds(firstMs));
        await BeBusyAsync(await server.CallAsync(), thenMs);
        return (person, joining);
    }

    private static async Task BeBusyAsync(ServedCall call, uint retryAfterMs)
    {
        var join = (await call.ReadAsync())!;
        await call.WriteAsync(new ServerMessage
        {
            Refusal = new Refusal
            {
                RequestId = join.RequestId,
                Code = "server_busy",
                Message = "Come again.",
                RetryAfterMs = retryAfterMs,
            },
        });
        call.End(status: 8, "Come again.", "server_busy");
    }

    private async Task<(LeanPerson Person, ServedCall Call)> JoinedAsync(uint ackEveryMs = 0)
    {
        var person = Person();
        var joining = person.JoinAsync(CancellationToken.None);
        var call = await server.CallAsync();
        await call.ReadAsync();
        await call.LetInAsync(ackEveryMs: ackEveryMs);
        await joining;
        return (person, call);
    }

    /// <summary>Returns when the person has processed all earlier messages: the answer to a command comes after them.</summary>
    private static async Task WhenTakenAsync(LeanPerson person, ServedCall call)
    {
        var command = person.CommandAsync(new ClientMessage { RaiseHand = new RaiseHand() }, CancellationToken.None);
        ClientMessage? asked;
        do
        {
            asked = await call.ReadAsync();
        }
        while (asked is { RaiseHand: null });

        await call.WriteAsync(new ServerMessage { Ok = new Ok { RequestId = asked!.RequestId } });
        (await command).ShouldBeNull();
    }
}
