using AudioRooms.Gateway.Tests.Fakes;
using AudioRooms.Gateway.Transport;
using AudioRooms.Wire.V1;
using Grpc.Core;

namespace AudioRooms.Gateway.Tests.Sessions;

public sealed class ClientConnectionTests : IAsyncLifetime, IDisposable
{
    private readonly SessionHarness harness = new();
    private readonly FakeRoom room;

    public ClientConnectionTests() => room = harness.Cluster.CreateRoom(People.Ada);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => harness.StopAsync();

    public void Dispose() => harness.Dispose();

    [Fact]
    public async Task Speak_OnStage_IsHeardByEverybodyUnderItsSource()
    {
        var speaker = await harness.JoinStageAsync(People.Ada, room.Id);
        var listener = await harness.JoinAsync(People.Ben, room.Id, LatencyClass.Audience);

        for (var sequence = 1u; sequence <= 3; sequence++)
        {
            speaker.Speak(sequence);
        }

        await speaker.SettleAsync();
        harness.Turn();

        var packets = listener.Take().Where(message => message.Bundle is not null).SelectMany(message => message.Bundle.Packets)
            .ToList();
        packets.Select(packet => packet.Sequence).ShouldBe([1u, 2u, 3u]);
        packets.ShouldAllBe(packet => packet.Source == 1);
        packets[0].Opus.ShouldBe(Sounds.Uplink(1).Opus);
    }

    [Fact]
    public async Task Speak_FromTheAudience_IsToldOnceAndClosedAfterFifty()
    {
        var device = await harness.JoinAsync(People.Ben, room.Id);

        for (var sequence = 1u; sequence <= 60; sequence++)
        {
            device.Speak(sequence);
        }

        (await device.NextAsync()).Refusal.Code.ShouldBe("audio_not_on_stage");
        (await device.NextAsync()).Closing.Code.ShouldBe("audio_forbidden");
        (await device.Ended)!.Status.ShouldBe(StatusCode.PermissionDenied);
        harness.Cluster.Speaker(room.Id, People.Ben.Id).Heard.ShouldBeEmpty();
    }

    [Fact]
    public async Task Speak_AfterTheRoomTookTheStageAway_IsNotHeard()
    {
        var device = await harness.JoinStageAsync(People.Ada, room.Id);

        await room.LeaveStageAsync(People.Ada.Id);
        device.Speak(1);
        await device.SettleAsync();

        harness.Cluster.Speaker(room.Id, People.Ada.Id).Heard.ShouldBeEmpty();
    }

    [Fact]
    public async Task Events_OfTheRoom_ComeWithoutAGap()
    {
        var listener = await harness.JoinAsync(People.Ben, room.Id);

        await room.TakeStageAsync(People.Ada);
        await room.SetMutedAsync(People.Ada.Id, muted: true);
        await room.LeaveStageAsync(People.Ada.Id);
        await listener.SettleAsync();

        listener.Take().Select(message => (message.Event.Version, message.Event.BodyCase)).ShouldBe(
            [
                (2ul, Wire.V1.RoomEvent.BodyOneofCase.StageTaken),
                (3ul, Wire.V1.RoomEvent.BodyOneofCase.MuteChanged),
                (4ul, Wire.V1.RoomEvent.BodyOneofCase.StageLeft),
            ]);
    }

    [Fact]
    public async Task Events_ThatWereLostOnTheWay_AreFetched()
    {
        var listener = await harness.JoinAsync(People.Ben, room.Id);
        room.TellsGateways = false;
        await room.TakeStageAsync(People.Ada);
        room.TellsGateways = true;

        await room.SetMutedAsync(People.Ada.Id, muted: true);

        (await listener.NextAsync()).Event.StageTaken.Member.Source.ShouldBe(1u);
        (await listener.NextAsync()).Event.Version.ShouldBe(3ul);
    }

    [Fact]
    public async Task Garbage_InASession_ClosesWithInvalidArgument()
    {
        var device = await harness.JoinAsync(People.Ben, room.Id);

        device.Send(WireCodec.Malformed);

        (await device.NextAsync()).Closing.Code.ShouldBe("malformed");
        (await device.Ended)!.Status.ShouldBe(StatusCode.InvalidArgument);
    }

    [Fact]
    public async Task Ping_IsAnsweredWithItsClock()
    {
        var device = await harness.JoinAsync(People.Ben, room.Id);

        device.Send(new ClientMessage { Ping = new Ping { SentAtMicros = 123 } });

        (await device.NextAsync()).Pong.SentAtMicros.ShouldBe(123ul);
    }

    [Fact]
    public async Task TooSlow_ADeviceThatNeverAcknowledges_IsClosedToComeBack()
    {
        var speaker = await harness.JoinStageAsync(People.Ada, room.Id);
        var listener = await harness.JoinAsync(People.Ben, room.Id);

        // 12 s of speech: six packets in each turn of 120 ms, because pauses would not count.
        for (var turn = 0u; turn < 100; turn++)
        {
            await SpeakAsync(speaker, (turn * 6) + 1, (turn * 6) + 6);
        }

        ServerMessage last;
        do
        {
            last = await listener.NextAsync();
        }
        while (last.Closing is null);

        last.Closing.Code.ShouldBe("too_slow");
        last.Closing.Resume.ShouldBeTrue();
    }

    [Fact]
    public async Task Messages_WhenAllIsOver_AreAllBackInThePool()
    {
        var speaker = await harness.JoinStageAsync(People.Ada, room.Id);
        var listener = await harness.JoinAsync(People.Ben, room.Id);
        listener.Transport.Stall();
        await SpeakAsync(speaker, 1, 20);
        await room.SetMutedAsync(People.Ada.Id, muted: true);

        listener.Transport.Break();
        listener.Transport.End();
        await listener.Ended;
        speaker.Transport.End();
        await speaker.Ended;

        harness.Pool.Outstanding.ShouldBe(0);
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
