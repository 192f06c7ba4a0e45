using AudioRooms.Gateway.Tests.Fakes;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Tests.Sessions;

/// <summary>How a device comes back after its connection broke.</summary>
public sealed class ResumeTests : IAsyncLifetime, IDisposable
{
    private readonly SessionHarness harness = new();
    private readonly FakeRoom room;

    public ResumeTests() => room = harness.Cluster.CreateRoom(People.Ada);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => harness.StopAsync();

    public void Dispose() => harness.Dispose();

    [Fact]
    public async Task Resume_WithinTwoSeconds_GoesOnAtTheLostPacket()
    {
        var speaker = await harness.JoinStageAsync(People.Ada, room.Id);
        var listener = await harness.JoinAsync(People.Ben, room.Id);
        await SpeakAsync(speaker, 1, 5);
        listener.Transport.End();
        await listener.Ended;
        await SpeakAsync(speaker, 6, 10);

        var again = harness.Connect(People.Ben);
        again.Send(new ClientMessage
        {
            Join = new Join
            {
                RoomId = room.Id.Value, Latency = LatencyClass.Interactive, ResumePosition = 3,
                ResumeToken = listener.Joined!.ResumeToken,
            },
        });
        var joined = (await again.NextAsync()).Joined;
        harness.Turn();

        joined.Resumed.ShouldBeTrue();
        joined.Position.ShouldBe(3ul);
        joined.ResumeToken.ShouldNotBe(listener.Joined.ResumeToken);
        var bundle = (await again.NextAsync()).Bundle;
        bundle.Position.ShouldBe(3ul);
        bundle.Packets.Select(packet => packet.Sequence).ShouldBe([4u, 5u, 6u, 7u, 8u, 9u, 10u]);
    }

    [Fact]
    public async Task Resume_AfterEvents_ReplaysThem()
    {
        var listener = await harness.JoinAsync(People.Ben, room.Id);
        listener.Transport.End();
        await listener.Ended;
        await room.TakeStageAsync(People.Ada);

        var again = harness.Connect(People.Ben);
        again.Send(new ClientMessage
        {
            Join = new Join
            {
                RoomId = room.Id.Value,
                ResumePosition = 0,
                ResumeToken = listener.Joined!.ResumeToken,
                KnownVersion = 1,
            },
        });

        (await again.NextAsync()).Joined.Room.Version.ShouldBe(2ul);
        (await again.NextAsync()).Event.StageTaken.Member.Person.Handle.ShouldBe("ada");
    }

    [Fact]
    public async Task Resume_WithSomebodyElsesToken_IsAFirstVisit()
    {
        var speaker = await harness.JoinStageAsync(People.Ada, room.Id);
        await SpeakAsync(speaker, 1, 5);

        var thief = harness.Connect(People.Ben);
        thief.Send(new ClientMessage
        {
            Join = new Join { RoomId = room.Id.Value, ResumePosition = 0, ResumeToken = speaker.Joined!.ResumeToken },
        });
        var joined = (await thief.NextAsync()).Joined;

        joined.Resumed.ShouldBeFalse();
        joined.Position.ShouldBe(5ul);
    }

    [Fact]
    public async Task Resume_OfASpeaker_SpeaksOnWithoutAskingForTheStage()
    {
        var speaker = await harness.JoinStageAsync(People.Ada, room.Id);
        speaker.Transport.End();
        await speaker.Ended;
        await harness.Cluster.Speaker(room.Id, People.Ada.Id).RevokeAsync(1);

        var again = await harness.JoinAsync(People.Ada, room.Id);
        again.Speak(1);
        await again.SettleAsync();

        harness.Cluster.Speaker(room.Id, People.Ada.Id).Heard.ShouldHaveSingleItem();
    }

    private async Task SpeakAsync(FakeDevice speaker, uint first, uint last)
    {
        for (var sequence = first; sequence <= last; sequence++)
        {
            speaker.Speak(sequence);
        }

        await speaker.SettleAsync();
        harness.Turn();

        // A speaker also hears; this device reports that it keeps up.
        speaker.Send(new ClientMessage { Ack = new Ack { Position = ulong.MaxValue } });
    }
}
