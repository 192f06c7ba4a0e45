using AudioRooms.Wire.V1;
using Grpc.Core;
using static AudioRooms.Client.Tests.FakeServer;

namespace AudioRooms.Client.Tests;

/// <summary>A connection that breaks or is closed: when the client connects again, and which state it keeps.</summary>
public sealed class RoomConnectionCutTests
{
    private readonly FakeServer server = new();

    [Fact]
    public async Task Cut_WithinAHundredMilliseconds_AsksForWhatItLost()
    {
        var (connection, session) = await server.JoinedAsync();
        session.Send(FakeServer.BundleOf(0, 3));
        await ReadAsync(connection, 3);

        session.Cut();
        var again = await server.ReacceptAsync();
        var join = await again.WelcomeAsync(position: 3, resumed: true, token: "token-2", version: 4);

        join.ResumePosition.ShouldBe(3UL);
        join.ResumeToken.ShouldBe("token-1");
        join.KnownVersion.ShouldBe(1UL);
        await connection.DisposeAsync();
    }

    [Fact]
    public async Task Cut_ServerStillHoldsEveryPacket_NothingIsMissedOrRepeated()
    {
        var (connection, session) = await server.JoinedAsync();
        session.Send(FakeServer.BundleOf(0, 3));
        await ReadAsync(connection, 3);
        session.Cut();
        var again = await server.ReacceptAsync();
        await again.WelcomeAsync(position: 2, resumed: true);

        again.Send(FakeServer.BundleOf(2, 3));
        var positions = (await ReadAsync(connection, 2)).Select(packet => packet.Position);

        positions.ShouldBe([3L, 4L]);
        connection.Statistics.Missed.ShouldBe(0);
        connection.Statistics.Repeated.ShouldBe(1);
        connection.Statistics.Reconnects.ShouldBe(1);
        await connection.DisposeAsync();
    }

    [Fact]
    public async Task Cut_NewServerCountsFromZero_HearsItsPackets()
    {
        var (connection, session) = await server.JoinedAsync();
        session.Send(FakeServer.BundleOf(0, 3));
        await ReadAsync(connection, 3);
        session.Cut();
        var again = await server.ReacceptAsync();
        await again.WelcomeAsync(position: 0, resumed: false);

        again.Send(FakeServer.BundleOf(0, 1));

        (await connection.Packets.ReadAsync()).Position.ShouldBe(0);
        await connection.DisposeAsync();
    }

    [Fact]
    public async Task Cut_OnStage_TakesThePlaceAgainIfItWasLost()
    {
        var (connection, session) = await server.JoinedAsync();
        var taking = connection.TakeStageAsync();
        session.Send(new ServerMessage
        {
            Ok = new Ok { RequestId = (await session.ReadAsync(ClientMessage.BodyOneofCase.TakeStage)).RequestId },
        });
        await taking;

        session.Cut();
        var again = await server.ReacceptAsync();
        await again.WelcomeAsync();

        (await again.ReadAsync()).BodyCase.ShouldBe(ClientMessage.BodyOneofCase.TakeStage);
        await ResumedAsync(connection);
        connection.Statistics.Reconnects.ShouldBe(1);
        await connection.DisposeAsync();
    }

    [Fact]
    public async Task Cut_MutedByAHost_IsNotOpenedByTheReconnect()
    {
        var (connection, session) = await server.JoinedAsync();
        var taking = connection.TakeStageAsync();
        session.Send(new ServerMessage
        {
            Ok = new Ok { RequestId = (await session.ReadAsync(ClientMessage.BodyOneofCase.TakeStage)).RequestId },
        });
        await taking;
        session.Send(new ServerMessage
        {
            Event = new RoomEvent { Version = 2, StageTaken = new StageTaken { Member = FakeServer.Member(1, "me") } },
        });
        session.Send(new ServerMessage
        {
            Event = new RoomEvent { Version = 3, MuteChanged = new MuteChanged { UserId = "me", Muted = true } },
        });

        session.Cut();
        var again = await server.ReacceptAsync();
        await again.WelcomeAsync(version: 3);

        await again.ReadAsync(ClientMessage.BodyOneofCase.TakeStage);
        (await again.ReadAsync(ClientMessage.BodyOneofCase.SetMuted)).SetMuted.Muted.ShouldBeTrue();
        await connection.DisposeAsync();
    }

    [Fact]
    public async Task Cut_MutedByAHostMeanwhile_DoesNotOpenTheMicrophone()
    {
        var (connection, session) = await server.JoinedAsync();
        var taking = connection.TakeStageAsync();
        session.Send(new ServerMessage
        {
            Ok = new Ok { RequestId = (await session.ReadAsync(ClientMessage.BodyOneofCase.TakeStage)).RequestId },
        });
        await taking;

        session.Cut();
        var next = await server.ReacceptAsync();
        var muted = FakeServer.Member(1, "me");
        muted.Muted = true;
        await next.WelcomeAsync(stage: muted);
        while (await connection.Updates.ReadAsync() is not RoomUpdate.Resumed)
        {
        }

        var raising = connection.RaiseHandAsync();

        (await next.ReadAsync()).BodyCase.ShouldBe(ClientMessage.BodyOneofCase.RaiseHand);
        connection.MaySpeak.ShouldBeFalse();
        await connection.DisposeAsync();
        await Should.ThrowAsync<ConnectionLostException>(raising);
    }

    [Fact]
    public async Task Cut_WhileACommandWaits_IsSentAgainWithTheSameKeyAndAnswered()
    {
        var (connection, session) = await server.JoinedAsync();
        var raising = connection.RaiseHandAsync("Why?");
        var first = await session.ReadAsync(ClientMessage.BodyOneofCase.RaiseHand);
        session.Cut();
        var again = await server.ReacceptAsync();
        await again.WelcomeAsync();

        var second = await again.ReadAsync(ClientMessage.BodyOneofCase.RaiseHand);
        again.Send(new ServerMessage { Ok = new Ok { RequestId = second.RequestId } });

        await raising;
        first.IdempotencyKey.ShouldNotBeEmpty();
        second.ShouldBe(first);
        await connection.DisposeAsync();
    }

    [Fact]
    public async Task Cut_AfterACommandWasAnswered_IsNotSentAgain()
    {
        var (connection, session) = await server.JoinedAsync();
        var raising = connection.RaiseHandAsync();
        session.Send(new ServerMessage
        {
            Ok = new Ok { RequestId = (await session.ReadAsync(ClientMessage.BodyOneofCase.RaiseHand)).RequestId },
        });
        await raising;
        session.Cut();
        var again = await server.ReacceptAsync();
        await again.WelcomeAsync();
        while (await connection.Updates.ReadAsync() is not RoomUpdate.Resumed)
        {
        }

        var lowering = connection.LowerHandAsync();

        (await again.ReadAsync()).BodyCase.ShouldBe(ClientMessage.BodyOneofCase.LowerHand);
        await connection.DisposeAsync();
        await Should.ThrowAsync<ConnectionLostException>(lowering);
    }

    [Fact]
    public async Task Cut_WhileAReactionWaits_TheReactionFails()
    {
        var (connection, session) = await server.JoinedAsync();
        var reacting = connection.ReactAsync("wave");
        await session.ReadAsync(ClientMessage.BodyOneofCase.React);

        session.Cut();

        await Should.ThrowAsync<ConnectionLostException>(reacting);
        await connection.DisposeAsync();
    }

    [Fact]
    public async Task Cut_ForGoodWhileACommandWaits_TheCommandFails()
    {
        var (connection, session) = await server.JoinedAsync(new RoomConnectionOptions { Reconnect = false });
        var muting = connection.SetMutedAsync(muted: true);
        await session.ReadAsync(ClientMessage.BodyOneofCase.SetMuted);

        session.Cut();

        await Should.ThrowAsync<ConnectionLostException>(muting);
        await connection.DisposeAsync();
    }

    [Fact]
    public async Task Cut_NobodyAnswersForLong_GivesUp()
    {
        var (connection, session) = await server.JoinedAsync(new RoomConnectionOptions { GiveUpAfter = TimeSpan.FromSeconds(1) });
        for (var i = 0; i < 20; i++)
        {
            server.Failures.Enqueue(new RpcException(new Status(StatusCode.Unavailable, "refused")));
        }

        session.Cut();
        while (!connection.Closed.IsCompleted)
        {
            await Task.WhenAny(connection.Closed, server.Time.WhenTimersArmedAsync(2, TimeSpan.FromSeconds(1)));
            server.Time.Advance(TimeSpan.FromMilliseconds(500));
        }

        (await connection.Closed).Code.ShouldBe("gave_up");
        server.Attempts.ShouldBeGreaterThan(2);
        await connection.DisposeAsync();
    }

    [Fact]
    public async Task Cut_NoTokenForTheNextAttempt_IsOverAndSaysWhy()
    {
        var (connection, session) = await server.JoinedAsync();
        server.Failures.Enqueue(new InvalidOperationException("Signed out."));

        session.Cut();
        await server.Time.WhenTimerArmedAsync(TimeSpan.FromMilliseconds(100));
        server.Time.Advance(TimeSpan.FromMilliseconds(100));

        (await connection.Closed).ShouldBe(new RoomClosed("no_token", "Signed out."));
        await connection.DisposeAsync();
    }

    [Fact]
    public async Task Cut_TokensComeFromAServerThatIsAway_TriesAgain()
    {
        var (connection, session) = await server.JoinedAsync();
        server.Failures.Enqueue(new ConnectionLostException("away"));

        session.Cut();
        await server.Time.WhenTimerArmedAsync(TimeSpan.FromMilliseconds(100));
        server.Time.Advance(TimeSpan.FromMilliseconds(100));
        await server.Time.WhenTimerArmedAsync(TimeSpan.FromMilliseconds(200));
        server.Time.Advance(TimeSpan.FromMilliseconds(200));

        var join = await (await server.AcceptAsync()).WelcomeAsync(resumed: true);
        (await ResumedAsync(connection)).After.ShouldBe(TimeSpan.FromMilliseconds(300));
        join.ResumeToken.ShouldBe("token-1");
        server.Attempts.ShouldBe(3);
        await connection.DisposeAsync();
    }

    [Fact]
    public async Task Closing_WithResume_ConnectsAgainAlthoughTheStatusIsARefusal()
    {
        var (connection, session) = await server.JoinedAsync();

        session.Send(new ServerMessage { Closing = new Closing { Code = "too_slow", Message = "Too slow.", Resume = true } });
        session.End(StatusCode.ResourceExhausted, "Too slow.");

        var join = await (await server.ReacceptAsync()).WelcomeAsync(resumed: true);
        join.ResumeToken.ShouldBe("token-1");
        await connection.DisposeAsync();
    }

    [Fact]
    public async Task Closing_WithoutResume_IsOverForGood()
    {
        var (connection, session) = await server.JoinedAsync();

        session.Send(new ServerMessage { Closing = new Closing { Code = "replaced", Message = "From another device." } });
        session.End(StatusCode.Aborted);

        (await connection.Closed).Code.ShouldBe("replaced");
        server.Attempts.ShouldBe(1);
        await connection.DisposeAsync();
    }

    private static async Task<RoomUpdate.Resumed> ResumedAsync(RoomConnection connection)
    {
        while (true)
        {
            if (await connection.Updates.ReadAsync() is RoomUpdate.Resumed resumed)
            {
                return resumed;
            }
        }
    }
}
