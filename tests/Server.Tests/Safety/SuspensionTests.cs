using AudioRooms.Server.Tests.Access;
using AudioRooms.Wire.V1;
using Grpc.Core;

namespace AudioRooms.Server.Tests.Safety;

/// <summary>What happens to a person who is suspended or removed, on the whole server.</summary>
public sealed class SuspensionTests(ServerHost host) : IClassFixture<ServerHost>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly World world = new(host);

    [Fact]
    public async Task SuspendAccount_Connected_IsClosedAndNeitherTokenNorSignInNorRenewalOpenAnything()
    {
        var troll = await world.MemberAsync();
        var roomId = await world.RoomAsync(await world.MemberAsync());
        using var call = await JoinAsync(troll, roomId);

        await new Moderation.ModerationClient(host.Channel).SuspendAccountAsync(
            new SuspendAccountRequest { UserId = troll.UserId, Reason = "spam" }, ServerHost.Operator);

        (await ClosingAsync(call)).ShouldBe("signed_out");
        var accounts = new Accounts.AccountsClient(host.Channel);
        (await RefusalAsync(async () => await accounts.WhoAmIAsync(new WhoAmIRequest(), troll.Headers)))
            .ShouldBe("token_invalid");
        (await RefusalAsync(async () => await accounts.SignInAsync(
            new SignInRequest { Handle = troll.Handle, Password = Access.Caller.Password }))).ShouldBe("account_suspended");
        (await RefusalAsync(async () => await accounts.RefreshAsync(
            new RefreshRequest { RefreshToken = troll.RefreshToken }))).ShouldBe("account_suspended");
    }

    /// <summary>A ban belongs to the room's state: a new session with new tokens is still the same person.</summary>
    [Fact]
    public async Task RemovePerson_Banned_IsKeptOutWithOldRefreshedAndNewTokens()
    {
        var owner = await world.MemberAsync();
        var troll = await world.MemberAsync();
        var roomId = await world.RoomAsync(owner);
        using var hosting = await JoinAsync(owner, roomId);
        using var call = await JoinAsync(troll, roomId);

        await hosting.RequestStream.WriteAsync(
            new ClientMessage { RemovePerson = new RemovePerson { UserId = troll.UserId, Ban = true } });

        (await ClosingAsync(call)).ShouldBe("removed");
        var accounts = new Accounts.AccountsClient(host.Channel);
        var refreshed = await accounts.RefreshAsync(new RefreshRequest { RefreshToken = troll.RefreshToken });
        var anew = await accounts.SignInAsync(new SignInRequest { Handle = troll.Handle, Password = Access.Caller.Password });
        foreach (var token in new[] { troll.Headers, World.Bearer(refreshed.AccessToken), World.Bearer(anew.AccessToken) })
        {
            (await RefusalOfJoinAsync(token, roomId)).ShouldBe("removed");
        }
    }

    private async Task<AsyncDuplexStreamingCall<ClientMessage, ServerMessage>> JoinAsync(Access.Caller caller, string roomId)
    {
        var call = new RoomSession.RoomSessionClient(host.Channel).Connect(caller.Headers);
        await call.RequestStream.WriteAsync(new ClientMessage { Join = new Join { RoomId = roomId } });
        (await NextAsync(call)).ShouldNotBeNull().Joined.ShouldNotBeNull();
        return call;
    }

    private async Task<string> RefusalOfJoinAsync(Metadata headers, string roomId)
    {
        using var call = new RoomSession.RoomSessionClient(host.Channel).Connect(headers);
        await call.RequestStream.WriteAsync(new ClientMessage { RequestId = 1, Join = new Join { RoomId = roomId } });
        return (await NextAsync(call)).ShouldNotBeNull().Refusal.ShouldNotBeNull().Code;
    }

    private static async Task<string> ClosingAsync(AsyncDuplexStreamingCall<ClientMessage, ServerMessage> call)
    {
        while (await NextAsync(call) is { } message)
        {
            if (message.Closing is { } closing)
            {
                return closing.Code;
            }
        }

        throw new InvalidOperationException("The session ended without a word.");
    }

    private static async Task<ServerMessage?> NextAsync(AsyncDuplexStreamingCall<ClientMessage, ServerMessage> call) =>
        await call.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(Patience) ? call.ResponseStream.Current : null;

    private static async Task<string?> RefusalAsync(Func<Task> call) =>
        (await Should.ThrowAsync<RpcException>(call)).Trailers.GetValue("refusal-code");
}
