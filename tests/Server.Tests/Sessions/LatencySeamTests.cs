using AudioRooms.Server.Tests.Access;
using AudioRooms.Wire.V1;

namespace AudioRooms.Server.Tests.Sessions;

/// <summary>
/// A person moves between the audience and the stage while others talk, over gRPC with the real grains: the sound has no gap.
/// Positions number the packets of a room's log, so that a lost or repeated packet shows.
/// </summary>
public sealed class LatencySeamTests(ServerHost host) : IClassFixture<ServerHost>
{
    private const int Burst = 5;

    private readonly World world = new(host);

    [Theory]
    [InlineData(LatencyClass.Audience)]
    [InlineData(LatencyClass.Economy)]
    [InlineData(LatencyClass.Broadcast)]
    public async Task Hand_RaisedBroughtOnStageAndLeft_LosesAndRepeatsNoPacket(LatencyClass chosen)
    {
        var (ada, ben) = (await world.MemberAsync(), await world.MemberAsync());
        var room = await world.RoomAsync(ada);
        using var speaker = await Device.JoinAsync(host, ada.Headers, new Join { RoomId = room });
        (await speaker.AskAsync(new ClientMessage { TakeStage = new TakeStage() })).ShouldBeNull();
        using var listener = await Device.JoinAsync(host, ben.Headers, new Join { RoomId = room, Latency = chosen });
        var spoken = 0;

        // Each time some sound before the change, which is under way when the class changes, and some after it.
        await SpeakAndAsync(listener, new ClientMessage { RaiseHand = new RaiseHand() });
        await SpeakAndAsync(listener, new ClientMessage { LowerHand = new LowerHand() });
        await SpeakAndAsync(listener, new ClientMessage { RaiseHand = new RaiseHand() });
        await SpeakAndAsync(speaker, new ClientMessage { InviteToStage = new InviteToStage { UserId = ben.UserId } });
        await SpeakAndAsync(listener, new ClientMessage { TakeStage = new TakeStage() });
        await SpeakAndAsync(listener, new ClientMessage { SetLatency = new SetLatency { Latency = LatencyClass.Economy } });
        await SpeakAndAsync(listener, new ClientMessage { LeaveStage = new LeaveStage() });
        await SpeakAndAsync(listener, new ClientMessage { SetLatency = new SetLatency { Latency = LatencyClass.Audience } });

        listener.Heard.Select(packet => packet.Position).ShouldBe(Numbers(listener.Joined.Position, spoken));
        listener.Heard.Select(packet => (ulong)packet.Sequence).ShouldBe(Numbers(1, spoken));

        async Task SpeakAndAsync(Device who, ClientMessage command)
        {
            await speaker.SpeakAsync(Burst);
            var asking = who.AskAsync(command);
            await speaker.SpeakAsync(Burst);
            (await asking).ShouldBeNull(command.ToString());
            spoken += 2 * Burst;
            await listener.HeardAsync(spoken);
        }
    }

    [Fact]
    public async Task Join_WithTheTokenOfABrokenConnection_GoesOnAtThePacketThatWasLost()
    {
        var (ada, ben) = (await world.MemberAsync(), await world.MemberAsync());
        var room = await world.RoomAsync(ada);
        using var speaker = await Device.JoinAsync(host, ada.Headers, new Join { RoomId = room });
        (await speaker.AskAsync(new ClientMessage { TakeStage = new TakeStage() })).ShouldBeNull();
        var first = await Device.JoinAsync(host, ben.Headers, new Join { RoomId = room });
        await speaker.SpeakAsync(Burst);
        await first.HeardAsync(Burst);
        var lost = first.Heard[^1].Position - 1;

        // The device missed the last two packets that the server wrote, and everything said while it was away.
        first.Dispose();
        await speaker.SpeakAsync(Burst);
        await speaker.HeardAsync(2 * Burst);
        using var again = await Device.JoinAsync(host, ben.Headers, new Join
        {
            RoomId = room, Latency = LatencyClass.Economy, ResumePosition = lost, ResumeToken = first.Joined.ResumeToken,
        });
        await speaker.SpeakAsync(Burst);
        await again.HeardAsync(Burst + Burst + 2);

        again.Joined.Resumed.ShouldBeTrue();
        again.Joined.Position.ShouldBe(lost);
        again.Heard.Select(packet => packet.Position).ShouldBe(Numbers(lost, (2 * Burst) + 2));
        again.Heard.Select(packet => (ulong)packet.Sequence).ShouldBe(Numbers(Burst - 1, (2 * Burst) + 2));
    }

    private static IEnumerable<ulong> Numbers(ulong first, int count) =>
        Enumerable.Range(0, count).Select(number => first + (ulong)number);
}
