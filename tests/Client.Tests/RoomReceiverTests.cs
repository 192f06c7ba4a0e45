using AudioRooms.Wire.V1;
using static AudioRooms.Client.Tests.FakeServer;

namespace AudioRooms.Client.Tests;

/// <summary>What a connection makes of what the server says.</summary>
public sealed class RoomReceiverTests
{
    private readonly FakeServer server = new();

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
}
