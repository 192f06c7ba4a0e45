using AudioRooms.Wire.V1;
using Grpc.Core;

namespace AudioRooms.Client.Tests;

public sealed class RoomConnectionTests
{
    private readonly FakeServer server = new();

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
}
