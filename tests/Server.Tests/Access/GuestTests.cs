using AudioRooms.Wire.V1;
using Grpc.Core;

namespace AudioRooms.Server.Tests.Access;

/// <summary>People without an account on the whole server, which admits one at a time.</summary>
public sealed class GuestTests(ServerHost host) : IClassFixture<ServerHost>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly World world = new(host);

    [Fact]
    public async Task EnterAsGuest_Then_LooksAndHearsAndDoesNothingElse()
    {
        var (roomId, headers) = (await world.RoomAsync(await world.MemberAsync()), await GuestAsync());
        var rooms = new Rooms.RoomsClient(host.Channel);
        using var call = new RoomSession.RoomSessionClient(host.Channel).Connect(headers);
        await call.RequestStream.WriteAsync(new ClientMessage { Join = new Join { RoomId = roomId } });

        (await NextAsync(call)).Joined.ShouldNotBeNull();
        (await new Accounts.AccountsClient(host.Channel).WhoAmIAsync(new WhoAmIRequest(), headers)).Handle.ShouldStartWith(
            "guest-");
        (await rooms.ListRoomsAsync(new ListRoomsRequest(), headers)).Rooms.ShouldContain(room => room.RoomId == roomId);
        (await RefusalAsync(
            async () => await rooms.CreateRoomAsync(new CreateRoomRequest { Title = "x", Language = "en" }, headers)))
            .ShouldBe("guest_forbidden");
        (await AnswerAsync(call, new ClientMessage { TakeStage = new TakeStage() })).Refusal.Code.ShouldBe("guest_forbidden");
        (await AnswerAsync(call, new ClientMessage { RaiseHand = new RaiseHand() })).Refusal.Code.ShouldBe("guest_forbidden");
        (await AnswerAsync(call, new ClientMessage { React = new React { Reaction = "wave" } })).Refusal.Code.ShouldBe(
            "guest_forbidden");
        (await AnswerAsync(call, new ClientMessage { SetSound = new SetSound { Sound = Sound.Mix } })).Ok.ShouldNotBeNull();

        using var second = new RoomSession.RoomSessionClient(host.Channel).Connect(await GuestAsync());
        await second.RequestStream.WriteAsync(new ClientMessage { RequestId = 1, Join = new Join { RoomId = roomId } });
        (await NextAsync(second)).Refusal.Code.ShouldBe("guests_full");
        await call.RequestStream.WriteAsync(new ClientMessage { Leave = new Leave() });
    }

    private async Task<Metadata> GuestAsync() =>
        World.Bearer((await new Accounts.AccountsClient(host.Channel).EnterAsGuestAsync(new EnterAsGuestRequest())).AccessToken);

    // Messages before the answer are skipped.
    private static async Task<ServerMessage> AnswerAsync(
        AsyncDuplexStreamingCall<ClientMessage, ServerMessage> call, ClientMessage command)
    {
        command.RequestId = 7;
        await call.RequestStream.WriteAsync(command);
        while (true)
        {
            var message = await NextAsync(call);
            if (message.Ok?.RequestId == command.RequestId || message.Refusal?.RequestId == command.RequestId)
            {
                return message;
            }
        }
    }

    private static async Task<ServerMessage> NextAsync(AsyncDuplexStreamingCall<ClientMessage, ServerMessage> call) =>
        await call.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(Patience)
            ? call.ResponseStream.Current
            : throw new InvalidOperationException("The session ended.");

    private static async Task<string?> RefusalAsync(Func<Task> call) =>
        (await Should.ThrowAsync<RpcException>(call)).Trailers.GetValue("refusal-code");
}
