using AudioRooms.Wire.V1;

namespace AudioRooms.Client.Tests;

public sealed class MicrophoneTests
{
    private static readonly SpokenFrame Speech = new(new byte[] { 1, 2, 3 }, 30);

    private readonly FakeServer server = new();

    [Fact]
    public async Task Send_Silence_TheTimestampGoesOnAndTheSequenceWaits()
    {
        var (microphone, session) = await OnStageAsync();

        microphone.Send(Speech);
        microphone.Send(SpokenFrame.Silence);
        microphone.Send(SpokenFrame.Silence);
        microphone.Send(Speech);

        var packets = await HeardAsync(session, 2);
        packets.Select(packet => packet.Sequence).ShouldBe([0U, 1U]);
        packets.Select(packet => packet.Timestamp).ShouldBe([0U, 3 * 960U]);
    }

    [Fact]
    public async Task Send_SequenceAtItsEnd_WrapsToZero()
    {
        var (microphone, session) = await OnStageAsync(firstSequence: 65_535);

        microphone.Send(Speech);
        microphone.Send(Speech);

        (await HeardAsync(session, 2)).Select(packet => packet.Sequence).ShouldBe([65_535U, 0U]);
    }

    [Fact]
    public async Task Send_DuringACut_ThePacketIsLostAndItsNumberTells()
    {
        var (microphone, session) = await OnStageAsync();
        microphone.Send(Speech);
        await HeardAsync(session, 1);
        session.Cut();
        await server.Time.WhenTimerArmedAsync(TimeSpan.FromMilliseconds(100));

        microphone.Send(Speech).ShouldBeFalse();
        server.Time.Advance(TimeSpan.FromMilliseconds(100));
        var again = await server.AcceptAsync();
        await again.WelcomeAsync(stage: [FakeServer.Member(1, "me")]);
        while (await Connection!.Updates.ReadAsync() is not RoomUpdate.Resumed)
        {
        }

        microphone.Send(Speech).ShouldBeTrue();

        var packet = (await HeardAsync(again, 1))[0];
        packet.Sequence.ShouldBe(2U);
        packet.Timestamp.ShouldBe(2 * 960U);
    }

    [Theory]
    [InlineData(DeviceRole.Main, 1)]
    [InlineData(DeviceRole.Companion, 0)]
    public async Task Send_AnotherDeviceTookTheStage_OnlyTheMainDeviceSpeaks(DeviceRole role, long sent)
    {
        var (connection, session) = await server.JoinedAsync(new RoomConnectionOptions { Role = role });
        session.Send(new ServerMessage
        {
            Event = new RoomEvent { Version = 2, StageTaken = new StageTaken { Member = FakeServer.Member(1, "me") } },
        });
        while (await connection.Updates.ReadAsync() is not RoomUpdate.Happened)
        {
        }

        var microphone = new Microphone(connection, server.Time);
        microphone.Send(Speech);

        microphone.Sent.ShouldBe(sent);
        await connection.DisposeAsync();
    }

    [Fact]
    public async Task Send_Muted_SaysNothing()
    {
        var (microphone, session) = await OnStageAsync();
        var connection = Connection!;
        var muting = connection.SetMutedAsync(muted: true);
        session.Send(new ServerMessage
        {
            Ok = new Ok { RequestId = (await session.ReadAsync(ClientMessage.BodyOneofCase.SetMuted)).RequestId },
        });
        await muting;

        microphone.Send(Speech);

        microphone.Sent.ShouldBe(0);
    }

    [Fact]
    public async Task Speak_OpenLoop_EverySlotIsDueTwentyMillisecondsAfterTheOneBefore()
    {
        var (microphone, session) = await OnStageAsync();

        var speaking = microphone.SpeakAsync([Speech, Speech, Speech]);
        for (var i = 0; i < 2; i++)
        {
            await server.Time.WhenTimerArmedAsync(TimeSpan.FromMilliseconds(20));
            server.Time.Advance(TimeSpan.FromMilliseconds(20));
        }

        await speaking;
        var due = (await HeardAsync(session, 3)).Select(packet => packet.SentAtMicros).ToList();
        (due[1] - due[0]).ShouldBe(20_000UL);
        (due[2] - due[1]).ShouldBe(20_000UL);
    }

    [Fact]
    public async Task Speak_AsleepForASecond_PassesOverTheMissedSlotsInSilence()
    {
        var (microphone, session) = await OnStageAsync();

        // The second frame comes a second late, as on a machine that was suspended.
        IEnumerable<SpokenFrame> Slow()
        {
            yield return Speech;
            server.Time.Advance(TimeSpan.FromSeconds(1.01));
            yield return Speech;
        }

        await microphone.SpeakAsync(Slow());

        var packets = await HeardAsync(session, 2);
        packets.Select(packet => packet.Sequence).ShouldBe([0U, 1U]);
        packets[1].Timestamp.ShouldBe(50 * 960U);
    }

    private RoomConnection? Connection { get; set; }

    private async Task<(Microphone Microphone, FakeSession Session)> OnStageAsync(ushort firstSequence = 0)
    {
        (Connection, var session) = await server.JoinedAsync();
        var taking = Connection.TakeStageAsync();
        session.Send(new ServerMessage
        {
            Ok = new Ok { RequestId = (await session.ReadAsync(ClientMessage.BodyOneofCase.TakeStage)).RequestId },
        });
        await taking;
        return (new Microphone(Connection, server.Time, firstSequence), session);
    }

    private static async Task<List<UplinkPacket>> HeardAsync(FakeSession session, int count)
    {
        var list = new List<UplinkPacket>();
        while (list.Count < count)
        {
            list.Add((await session.ReadAsync(ClientMessage.BodyOneofCase.Audio)).Audio);
        }

        return list;
    }
}
