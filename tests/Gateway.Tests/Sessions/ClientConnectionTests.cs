using AudioRooms.Contracts;
using AudioRooms.Contracts.Rooms;
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
    public async Task TakeStage_Accepted_GrantsTheVoiceBeforeTheAnswer()
    {
        var device = await harness.JoinAsync(People.Ada, room.Id);

        (await device.AskAsync(new ClientMessage { TakeStage = new TakeStage() })).Ok.ShouldNotBeNull();

        harness.Cluster.Speaker(room.Id, People.Ada.Id).Grant!.Source.ShouldBe(1u);
        device.Speak(1);
        await device.SettleAsync();
        harness.Cluster.Speaker(room.Id, People.Ada.Id).Heard.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task TakeStage_Refused_SaysWhy()
    {
        room.Refusal = RoomRejection.StageFull;
        var device = await harness.JoinAsync(People.Ben, room.Id);

        var answer = await device.AskAsync(new ClientMessage { TakeStage = new TakeStage() });

        answer.Refusal.Code.ShouldBe("stage_full");
        answer.Refusal.Message.ShouldNotBeEmpty();
    }

    public static TheoryData<ClientMessage> Silencers => new(
        new ClientMessage { SetMuted = new SetMuted { Muted = true } },
        new ClientMessage { LeaveStage = new LeaveStage() });

    [Theory]
    [MemberData(nameof(Silencers))]
    public async Task Speak_BehindACommandThatSilences_IsNotHeardEvenBeforeTheRoomAnswers(ClientMessage command)
    {
        var device = await harness.JoinStageAsync(People.Ada, room.Id);
        var answer = new TaskCompletionSource();
        room.Busy = answer.Task;

        command.RequestId = 7;
        device.Send(command);
        for (var sequence = 1u; sequence <= 100; sequence++)
        {
            device.Speak(sequence);
        }

        await device.SettleAsync();
        harness.Cluster.Speaker(room.Id, People.Ada.Id).Heard.ShouldBeEmpty();
        answer.SetResult();
    }

    [Fact]
    public async Task SetMuted_OffAgain_OpensTheMicrophone()
    {
        var device = await harness.JoinStageAsync(People.Ada, room.Id);
        await device.AskAsync(new ClientMessage { SetMuted = new SetMuted { Muted = true } });

        await device.AskAsync(new ClientMessage { SetMuted = new SetMuted { Muted = false } });
        device.Speak(1);
        await device.SettleAsync();

        harness.Cluster.Speaker(room.Id, People.Ada.Id).Heard.ShouldHaveSingleItem();
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
    public async Task EndRoom_ByTheOwner_TellsEverybodyAndClosesThem()
    {
        var owner = await harness.JoinAsync(People.Ada, room.Id);
        var listener = await harness.JoinAsync(People.Ben, room.Id);

        owner.Send(new ClientMessage { RequestId = 9, EndRoom = new EndRoom() });

        (await listener.NextAsync()).Event.RoomEnded.ByUserId.ShouldBe(People.Ada.Id.Value);
        (await listener.NextAsync()).Closing.Code.ShouldBe("room_ended");
        (await listener.Ended)!.Status.ShouldBe(StatusCode.OK);
        (await owner.Ended)!.Status.ShouldBe(StatusCode.OK);
    }

    [Fact]
    public async Task Leave_FromTheStage_LeavesItAndEndsTheSession()
    {
        var device = await harness.JoinStageAsync(People.Ada, room.Id);

        (await device.AskAsync(new ClientMessage { Leave = new Leave() })).Ok.ShouldNotBeNull();

        (await device.Ended)!.Code.ShouldBe("left");
        room.View.Stage.Members.ShouldBeEmpty();
    }

    [Fact]
    public async Task Leave_AndHungUpAtOnce_LeavesTheStage()
    {
        var device = await harness.JoinStageAsync(People.Ada, room.Id);

        device.Transport.Send(new ClientMessage { Leave = new Leave() });
        device.Transport.End();
        await device.Ended;

        room.View.Stage.Members.ShouldBeEmpty();
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
    public async Task Commands_MoreThanTheBurst_AreRefusedWithTheTimeToWait()
    {
        // One of the burst of 30 went into joining.
        var device = await harness.JoinAsync(People.Ben, room.Id);
        for (var request = 1ul; request <= 30; request++)
        {
            device.Send(
                new ClientMessage { RequestId = request, SetLatency = new SetLatency { Latency = LatencyClass.Economy } });
        }

        var answers = new List<ServerMessage>();
        for (var answer = 0; answer < 30; answer++)
        {
            answers.Add(await device.NextAsync());
        }

        answers[..29].ShouldAllBe(answer => answer.Ok != null);
        answers[29].Refusal.Code.ShouldBe("rate_limited");
        answers[29].Refusal.RetryAfterMs.ShouldBe(100u);
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
    public async Task Resume_WithinTwoSeconds_GoesOnAtTheLostPacket()
    {
        var speaker = await harness.JoinStageAsync(People.Ada, room.Id);
        var listener = await harness.JoinAsync(People.Ben, room.Id);
        await SayAsync(speaker, 1, 5);
        listener.Transport.End();
        await listener.Ended;
        await SayAsync(speaker, 6, 10);

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
        await SayAsync(speaker, 1, 5);

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

    [Fact]
    public async Task TooSlow_ADeviceThatNeverAcknowledges_IsClosedToComeBack()
    {
        var speaker = await harness.JoinStageAsync(People.Ada, room.Id);
        var listener = await harness.JoinAsync(People.Ben, room.Id);

        // 12 s of speech, six packets in the 120 ms that a turn takes: pauses would not count.
        for (var turn = 0u; turn < 100; turn++)
        {
            await SayAsync(speaker, (turn * 6) + 1, (turn * 6) + 6);
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
        await SayAsync(speaker, 1, 20);
        await room.SetMutedAsync(People.Ada.Id, muted: true);

        listener.Transport.Break();
        listener.Transport.End();
        await listener.Ended;
        speaker.Transport.End();
        await speaker.Ended;

        harness.Pool.Outstanding.ShouldBe(0);
    }

    private async Task SayAsync(FakeDevice speaker, uint first, uint last)
    {
        for (var sequence = first; sequence <= last; sequence++)
        {
            speaker.Speak(sequence);
        }

        await speaker.SettleAsync();
        harness.Turn();

        // Whoever speaks also hears; this device says that it keeps up.
        speaker.Send(new ClientMessage { Ack = new Ack { Position = ulong.MaxValue } });
    }
}
