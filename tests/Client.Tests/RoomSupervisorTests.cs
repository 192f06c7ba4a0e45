using AudioRooms.Wire.V1;
using Grpc.Core;

namespace AudioRooms.Client.Tests;

/// <summary>How a connection begins, is kept and ends.</summary>
public sealed class RoomSupervisorTests
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
