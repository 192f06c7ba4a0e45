using AudioRooms.Wire.V1;
using Grpc.Core;
using static AudioRooms.Client.Tests.FakeServer;

namespace AudioRooms.Client.Tests;

public sealed class RoomConnectionTests
{
    private readonly FakeServer server = new();

    [Fact]
    public async Task Open_ServerRefuses_FailsWithTheCodeAndIsOver()
    {
        await using var connection = server.Client();
        var opening = connection.OpenAsync(CancellationToken.None);
        var session = await server.AcceptAsync();

        var join = await session.ReadAsync();
        session.Send(new ServerMessage
        {
            Refusal = new Refusal { RequestId = join.RequestId, Code = "room_not_found", Message = "No room." },
        });
        session.End(StatusCode.NotFound, "No room.");

        (await Should.ThrowAsync<RefusedException>(opening)).Code.ShouldBe("room_not_found");
        (await connection.Closed).Code.ShouldBe("room_not_found");
        server.Attempts.ShouldBe(1);
    }

    [Fact]
    public async Task Open_ServerIsBusy_ComesAgainWhenItIsTold()
    {
        await using var connection = server.Client();
        var opening = connection.OpenAsync(CancellationToken.None);
        await BeBusyAsync(await server.AcceptAsync(), retryAfterMs: 3_000);

        await server.Time.WhenDelayedAsync(TimeSpan.FromMilliseconds(3_050));
        server.Time.Advance(TimeSpan.FromMilliseconds(3_050));
        await (await server.AcceptAsync()).WelcomeAsync();

        await opening;
        server.Attempts.ShouldBe(2);
    }

    [Fact]
    public async Task Open_ServerIsBusyForLongerThanOneWaits_FailsWithTheCode()
    {
        await using var connection = server.Client(new RoomConnectionOptions { JoinWithin = TimeSpan.FromSeconds(2) });
        var opening = connection.OpenAsync(CancellationToken.None);

        await BeBusyAsync(await server.AcceptAsync(), retryAfterMs: 3_000);

        var refused = await Should.ThrowAsync<RefusedException>(opening);
        (refused.Code, refused.RetryAfter).ShouldBe(("server_busy", TimeSpan.FromSeconds(3)));
        server.Attempts.ShouldBe(1);
    }

    [Fact]
    public async Task Receive_AnotherPace_IsShownAndAcknowledgedAtOnce()
    {
        var (connection, session) = await server.JoinedAsync();
        session.Send(FakeServer.BundleOf(0, 3));
        session.Send(
            new ServerMessage { LatencyChanged = new LatencyChanged { Latency = LatencyClass.Broadcast, AckEveryMs = 2_000 } });
        while (await connection.Updates.ReadAsync() is not RoomUpdate.LatencyChanged { Served: LatencyClass.Broadcast })
        {
        }

        connection.ServedLatency.ShouldBe(LatencyClass.Broadcast);
        (await session.ReadAsync(ClientMessage.BodyOneofCase.Ack)).Ack.Position.ShouldBe(3ul);
        await connection.DisposeAsync();
    }

    [Fact]
    public async Task Open_NobodyListens_FailsAtOnceInsteadOfTryingAgain()
    {
        server.Failures.Enqueue(new RpcException(new Status(StatusCode.Unavailable, "refused")));
        await using var connection = server.Client();

        await Should.ThrowAsync<ConnectionLostException>(connection.OpenAsync(CancellationToken.None));

        server.Attempts.ShouldBe(1);
    }

    [Fact]
    public async Task Open_ServerDoesNotAnswerTheJoin_FailsAfterTheTimeout()
    {
        await using var connection = server.Client();
        var opening = connection.OpenAsync(CancellationToken.None);
        await (await server.AcceptAsync()).ReadAsync(ClientMessage.BodyOneofCase.Join);

        server.Time.Advance(TimeSpan.FromSeconds(5));

        await Should.ThrowAsync<ConnectionLostException>(opening);
    }

    [Fact]
    public async Task Receive_BundleOfSomebodyOnStage_NamesTheSpeaker()
    {
        var (connection, session) = await server.JoinedAsync(stage: [FakeServer.Member(7, "ada")]);

        session.Send(FakeServer.BundleOf(0, 1, source: 7));
        var heard = await connection.Packets.ReadAsync();

        heard.Speaker.ShouldNotBeNull().Handle.ShouldBe("ada");
        await connection.DisposeAsync();
    }

    [Fact]
    public async Task Receive_AnotherLeads_ThePictureAndAnUpdateSayWho()
    {
        var (connection, session) = await server.JoinedAsync(stage: [FakeServer.Member(7, "ada")]);

        session.Send(new ServerMessage { Dominant = new DominantSpeaker { Source = 7, UserId = "ada" } });
        RoomUpdate update;
        do
        {
            update = await connection.Updates.ReadAsync();
        }
        while (update is not RoomUpdate.DominantChanged);

        update.ShouldBe(new RoomUpdate.DominantChanged("ada"));
        connection.Room.DominantUserId.ShouldBe("ada");
        await connection.DisposeAsync();
    }

    [Fact]
    public async Task Receive_EncoderHint_IsTheAdviceUntilTheNextConnection()
    {
        var (connection, session) = await server.JoinedAsync();
        session.Send(new ServerMessage { EncoderHint = new EncoderHint { UseInBandFec = true, ExpectedLossPercent = 10 } });
        while (await connection.Updates.ReadAsync() is not RoomUpdate.EncoderAdvised)
        {
        }

        var advised = connection.EncoderAdvice;
        session.Cut();
        await (await server.ReacceptAsync()).WelcomeAsync();
        while (await connection.Updates.ReadAsync() is not RoomUpdate.Resumed)
        {
        }

        advised.ShouldBe(new EncoderAdvice(UseFec: true, ExpectedLossPercent: 10));
        connection.EncoderAdvice.ShouldBe(EncoderAdvice.None);
        await connection.DisposeAsync();
    }

    [Fact]
    public async Task ReportConcealed_OfAPlayout_TheNextAckTellsWhatWasLost()
    {
        var (connection, session) = await server.JoinedAsync();
        server.Time.Advance(TimeSpan.FromMilliseconds(200));
        session.Send(FakeServer.BundleOf(0, 1));
        var silent = (await session.ReadAsync(ClientMessage.BodyOneofCase.Ack)).Ack;
        connection.ReportConcealed(packetsConcealed: 5, packetsLost: 3);
        server.Time.Advance(TimeSpan.FromMilliseconds(200));

        session.Send(FakeServer.BundleOf(1, 1));
        var telling = (await session.ReadAsync(ClientMessage.BodyOneofCase.Ack)).Ack;

        silent.HasLost.ShouldBeFalse();
        (telling.Concealed, telling.Lost).ShouldBe((5U, 3U));
        await connection.DisposeAsync();
    }

    [Fact]
    public async Task Receive_BundleBeyondTheExpectedPosition_CountsWhatIsMissing()
    {
        var (connection, session) = await server.JoinedAsync();

        session.Send(FakeServer.BundleOf(0, 2));
        session.Send(FakeServer.BundleOf(5, 1));
        await connection.Packets.ReadAsync();
        await connection.Packets.ReadAsync();
        await connection.Packets.ReadAsync();

        connection.Statistics.Missed.ShouldBe(3);
        await connection.DisposeAsync();
    }

    [Fact]
    public async Task Open_WithMix_AsksForItAndAgainAfterAReconnect()
    {
        var (connection, session) = await server.JoinedAsync(new RoomConnectionOptions { Sound = Sound.Mix });
        session.End(StatusCode.Unavailable, "cut");

        var again = await server.ReacceptAsync();

        (await again.ReadAsync(ClientMessage.BodyOneofCase.Join)).Join.Sound.ShouldBe(Sound.Mix);
        await connection.DisposeAsync();
    }

    [Fact]
    public async Task Receive_SoundChanged_GoesOnInTheOtherLogAndIgnoresWhatComesOfTheFormer()
    {
        const ulong Mix = 1UL << 40;
        var (connection, session) = await server.JoinedAsync();
        session.Send(FakeServer.BundleOf(0, 1));

        session.Send(new ServerMessage { SoundChanged = new SoundChanged { Sound = Sound.Mix, Position = Mix + 5 } });
        session.Send(FakeServer.BundleOf(1, 1));
        session.Send(FakeServer.BundleOf(Mix + 5, 1, source: HeardPacket.MixSource));

        (await connection.Packets.ReadAsync()).Position.ShouldBe(0);
        (await connection.Packets.ReadAsync()).Position.ShouldBe((long)Mix + 5);
        connection.Sound.ShouldBe(Sound.Mix);
        (connection.Statistics.Missed, connection.Statistics.Repeated).ShouldBe((0, 0));
        await connection.DisposeAsync();
    }

    [Fact]
    public async Task Receive_ServerDoesNotSayHowOftenToAcknowledge_IsAcknowledgedEveryHundredMilliseconds()
    {
        var (connection, session) = await server.JoinedAsync();
        server.Time.Advance(TimeSpan.FromMilliseconds(200));
        session.Send(FakeServer.BundleOf(0, 3));
        (await session.ReadAsync(ClientMessage.BodyOneofCase.Ack)).Ack.Position.ShouldBe(3UL);

        server.Time.Advance(TimeSpan.FromMilliseconds(60));
        session.Send(FakeServer.BundleOf(3, 3));
        await ReadAsync(connection, 6);
        server.Time.Advance(TimeSpan.FromMilliseconds(60));
        session.Send(FakeServer.BundleOf(6, 3));

        var second = (await session.ReadAsync(ClientMessage.BodyOneofCase.Ack)).Ack;
        second.Position.ShouldBe(9UL, "60 ms after an acknowledgement is too soon for the next, 120 ms is not");
        await connection.DisposeAsync();
    }

    [Fact]
    public async Task Receive_ServerSaysHowOftenToAcknowledge_IsAcknowledgedSo()
    {
        var connection = server.Client();
        var opening = connection.OpenAsync(CancellationToken.None);
        var session = await server.AcceptAsync();
        await session.WelcomeAsync(ackEveryMs: 250);
        await opening;
        server.Time.Advance(TimeSpan.FromMilliseconds(300));
        session.Send(FakeServer.BundleOf(0, 3));
        (await session.ReadAsync(ClientMessage.BodyOneofCase.Ack)).Ack.Position.ShouldBe(3UL);

        server.Time.Advance(TimeSpan.FromMilliseconds(200));
        session.Send(FakeServer.BundleOf(3, 3));
        await ReadAsync(connection, 6);
        server.Time.Advance(TimeSpan.FromMilliseconds(60));
        session.Send(FakeServer.BundleOf(6, 3));

        (await session.ReadAsync(ClientMessage.BodyOneofCase.Ack)).Ack.Position.ShouldBe(
            9UL, "200 ms after an acknowledgement is too soon, 260 ms is not");
        await connection.DisposeAsync();
    }

    [Fact]
    public async Task Receive_LastBundleBeforeASilence_IsAcknowledgedWithinASecond()
    {
        var (connection, session) = await server.JoinedAsync();
        server.Time.Advance(TimeSpan.FromMilliseconds(200));
        session.Send(FakeServer.BundleOf(0, 1));
        await session.ReadAsync(ClientMessage.BodyOneofCase.Ack);
        session.Send(FakeServer.BundleOf(1, 1));
        await ReadAsync(connection, 2);

        server.Time.Advance(TimeSpan.FromSeconds(1));

        (await session.ReadAsync(ClientMessage.BodyOneofCase.Ack)).Ack.Position.ShouldBe(2UL);
        await connection.DisposeAsync();
    }

    [Fact]
    public async Task Receive_NobodyReadsThePackets_KeepsTheNewestAndCountsTheRest()
    {
        var (connection, session) = await server.JoinedAsync(new RoomConnectionOptions { PacketBacklog = 4 });
        server.Time.Advance(TimeSpan.FromMilliseconds(200));

        session.Send(FakeServer.BundleOf(0, 10));
        await session.ReadAsync(ClientMessage.BodyOneofCase.Ack);

        connection.Statistics.Unread.ShouldBe(6);
        (await connection.Packets.ReadAsync()).Position.ShouldBe(6);
        await connection.DisposeAsync();
    }

    [Fact]
    public async Task Receive_SeveralEventsAtOnce_AppliesThemInOrder()
    {
        var (connection, session) = await server.JoinedAsync();
        var events = new RoomEvents();
        events.Events.Add(new RoomEvent { Version = 2, LockChanged = new LockChanged { Locked = true } });
        events.Events.Add(new RoomEvent { Version = 9 });
        events.Events.Add(new RoomEvent { Version = 10, RoomRenamed = new RoomRenamed { Title = "Tea" } });

        session.Send(new ServerMessage { Events = events });
        while (connection.Room.Version < 10)
        {
            await connection.Updates.ReadAsync();
        }

        (connection.Room.Locked, connection.Room.Title).ShouldBe((true, "Tea"));
        await connection.DisposeAsync();
    }

    [Fact]
    public async Task Silence_NothingToSayToATalkativeServer_StillGivesASignOfLife()
    {
        var (connection, session) = await server.JoinedAsync();

        server.Time.Advance(TimeSpan.FromSeconds(2));
        session.Send(new ServerMessage { Event = new RoomEvent { Version = 2 } });
        await connection.Updates.ReadAsync();
        await connection.Updates.ReadAsync();
        server.Time.Advance(TimeSpan.FromSeconds(2));

        (await session.ReadAsync()).BodyCase.ShouldBe(ClientMessage.BodyOneofCase.Ping);
        connection.IsConnected.ShouldBeTrue();
        await connection.DisposeAsync();
    }

    [Fact]
    public async Task Silence_AcknowledgesOnceInFourSeconds_DoesNotPingBetween()
    {
        var (connection, session) = await server.JoinedAsync();
        session.Send(
            new ServerMessage { LatencyChanged = new LatencyChanged { Latency = LatencyClass.Broadcast, AckEveryMs = 4_000 } });
        await session.ReadAsync(ClientMessage.BodyOneofCase.Ack);
        for (ulong packet = 0; packet < 9; packet++)
        {
            session.Send(FakeServer.BundleOf(packet, 1));
            await connection.Packets.ReadAsync();
            server.Time.Advance(TimeSpan.FromSeconds(1));
        }

        (await session.ReadAsync()).BodyCase.ShouldBe(ClientMessage.BodyOneofCase.Ack);
        (await session.ReadAsync()).BodyCase.ShouldBe(ClientMessage.BodyOneofCase.Ack);
        await connection.DisposeAsync();
    }

    [Fact]
    public async Task RaiseHand_ServerTellsThePlace_IsInThePicture()
    {
        var (connection, session) = await server.JoinedAsync();
        var raising = connection.RaiseHandAsync("Why?");
        var asked = await session.ReadAsync(ClientMessage.BodyOneofCase.RaiseHand);
        asked.RaiseHand.Question.ShouldBe("Why?");
        session.Send(new ServerMessage { HandPlace = new HandPlace { Position = 3, EstimatedWaitMs = 1_000 } });
        session.Send(new ServerMessage { Ok = new Ok { RequestId = asked.RequestId } });

        await raising;

        connection.Room.MyHand.ShouldBe(new OwnHand(3, TimeSpan.FromSeconds(1)));
        await connection.DisposeAsync();
    }

    [Fact]
    public async Task Silence_ServerAnswersThePing_StaysConnected()
    {
        var (connection, session) = await server.JoinedAsync();
        server.Time.Advance(TimeSpan.FromSeconds(4));
        var ping = (await session.ReadAsync(ClientMessage.BodyOneofCase.Ping)).Ping;

        server.Time.Advance(TimeSpan.FromMilliseconds(30));
        session.Send(new ServerMessage { Pong = new Pong { SentAtMicros = ping.SentAtMicros } });
        session.Send(FakeServer.BundleOf(0, 1));
        await connection.Packets.ReadAsync();

        connection.Statistics.RoundTrip.ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(30));
        connection.Statistics.Reconnects.ShouldBe(0);
        await connection.DisposeAsync();
    }

    [Fact]
    public async Task Silence_HalfOpenPeer_IsNoticedWithinFifteenSeconds()
    {
        var (connection, _) = await server.JoinedAsync();

        server.Time.Advance(TimeSpan.FromSeconds(11));
        var again = await server.ReacceptAsync();

        (await again.WelcomeAsync(resumed: true)).ResumeToken.ShouldBe("token-1");
        (await connection.Updates.ReadAsync()).ShouldBeOfType<RoomUpdate.Described>("as it was when the device came in");
        (await connection.Updates.ReadAsync()).ShouldBe(new RoomUpdate.Lost("the server has said nothing for 10 s"));
        (await connection.Updates.ReadAsync()).ShouldBeOfType<RoomUpdate.Described>("as it is now");
        (await connection.Updates.ReadAsync()).ShouldBeOfType<RoomUpdate.Resumed>();
        await connection.DisposeAsync();
    }

    [Fact]
    public async Task TakeStage_ServerRefuses_FailsWithItsSentence()
    {
        var (connection, session) = await server.JoinedAsync();
        var taking = connection.TakeStageAsync();
        var request = await session.ReadAsync(ClientMessage.BodyOneofCase.TakeStage);

        session.Send(new ServerMessage
        {
            Refusal = new Refusal { RequestId = request.RequestId, Code = "stage_full", Message = "Full." },
        });

        (await Should.ThrowAsync<RefusedException>(taking)).Message.ShouldBe("Full.");
        await connection.DisposeAsync();
    }

    [Fact]
    public async Task Leave_ServerEndsTheCall_IsOver()
    {
        var (connection, session) = await server.JoinedAsync();

        var leaving = connection.LeaveAsync();
        await session.ReadAsync(ClientMessage.BodyOneofCase.Leave);
        session.End();
        await leaving;

        (await connection.Closed).Code.ShouldBe("left");
        connection.Packets.Completion.IsCompleted.ShouldBeTrue();
        var updates = new List<RoomUpdate>();
        while (connection.Updates.TryRead(out var update))
        {
            updates.Add(update);
        }

        updates.OfType<RoomUpdate.Lost>().ShouldBeEmpty("who leaves has lost nothing");
    }

    private static async Task BeBusyAsync(FakeSession session, uint retryAfterMs)
    {
        var join = await session.ReadAsync(ClientMessage.BodyOneofCase.Join);
        session.Send(new ServerMessage
        {
            Refusal = new Refusal
            {
                RequestId = join.RequestId,
                Code = "server_busy",
                Message = "Come again.",
                RetryAfterMs = retryAfterMs,
            },
        });
        session.End(StatusCode.ResourceExhausted, "Come again.");
    }
}
