using AudioRooms.Wire.V1;
using Grpc.Core;

namespace AudioRooms.Client.Tests;

public sealed class RoomConnectionTests
{
    private readonly FakeServer server = new();
    private ulong nextPosition;

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
    public async Task Open_WithMix_AsksForItAndAgainAfterAReconnect()
    {
        var (connection, session) = await server.JoinedAsync(new RoomConnectionOptions { Sound = Sound.Mix });
        session.End(StatusCode.Unavailable, "cut");

        var again = await server.ReacceptAsync();

        (await again.ReadAsync(ClientMessage.BodyOneofCase.Join)).Join.Sound.ShouldBe(Sound.Mix);
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
    public async Task ReportPlayed_OfAPlayout_OneAckASecondTellsTheSums()
    {
        var (connection, session) = await server.JoinedAsync();
        connection.ReportPlayed([new PlayedVoice(7, 4, 1), new PlayedVoice(8, 5, 0)]);
        connection.ReportPlayed([new PlayedVoice(7, 1, 1)]);

        var first = await AckOfNextBundleAsync(session, 200);
        connection.ReportPlayed([new PlayedVoice(8, 10, 0)]);
        var soon = await AckOfNextBundleAsync(session, 200);
        var later = await AckOfNextBundleAsync(session, 800);

        first.Heard.OrderBy(voice => voice.Source).ShouldBe(
        [
            new SpeakerHeard { Source = 7, Played = 5, Concealed = 2 },
            new SpeakerHeard { Source = 8, Played = 5 },
        ]);
        soon.Heard.ShouldBeEmpty();
        later.Heard.ShouldBe([new SpeakerHeard { Source = 8, Played = 10 }]);
        await connection.DisposeAsync();
    }

    [Fact]
    public async Task ReportPlayed_OfNothingWhilePacketsCome_TheAckSaysSo()
    {
        var (connection, session) = await server.JoinedAsync();
        var unused = await AckOfNextBundleAsync(session, 200);
        connection.ReportPlayed([]);

        var telling = await AckOfNextBundleAsync(session, 200);

        unused.Heard.ShouldBeEmpty();
        telling.Heard.ShouldBe([new SpeakerHeard()]);
        await connection.DisposeAsync();
    }

    [Fact]
    public async Task ReportPlayed_OfMoreVoicesThanAnAckMayName_IsBounded()
    {
        var (connection, session) = await server.JoinedAsync();

        connection.ReportPlayed([.. Enumerable.Range(1, 40).Select(source => new PlayedVoice((uint)source, 1, 0))]);

        (await AckOfNextBundleAsync(session, 200)).Heard.Count.ShouldBe(32);
        await connection.DisposeAsync();
    }

    [Fact]
    public async Task Receive_AHearingNotice_IsAnUpdate()
    {
        var (connection, session) = await server.JoinedAsync();

        session.Send(new ServerMessage { Hearing = new HearingNotice { NobodyHearsYou = true } });

        var update = await connection.Updates.ReadAsync();
        while (update is not RoomUpdate.HearingChanged)
        {
            update = await connection.Updates.ReadAsync();
        }

        update.ShouldBe(new RoomUpdate.HearingChanged(NobodyHearsYou: true, YouHearNothing: false));
        await connection.DisposeAsync();
    }

    // Time passes, one more packet comes, and the device acknowledges it.
    private async Task<Ack> AckOfNextBundleAsync(FakeSession session, int afterMs)
    {
        server.Time.Advance(TimeSpan.FromMilliseconds(afterMs));
        session.Send(FakeServer.BundleOf(nextPosition++, 1));
        return (await session.ReadAsync(ClientMessage.BodyOneofCase.Ack)).Ack;
    }
}
