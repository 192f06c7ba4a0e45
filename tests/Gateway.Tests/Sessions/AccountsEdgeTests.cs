using AudioRooms.Gateway.Tests.Fakes;
using AudioRooms.Testing;
using AudioRooms.Wire.V1;
using Grpc.Core;

namespace AudioRooms.Gateway.Tests.Sessions;

/// <summary>
/// Sessions and how they end, as seen by a network client. All tests of the class share one host, so each uses a handle of its
/// own.
/// </summary>
public sealed class AccountsEdgeTests(GatewayHost host) : IClassFixture<GatewayHost>
{
    private const string Password = "correct horse";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task SignUp_WithACodeTypedCarelessly_IsLetIn()
    {
        var request = new SignUpRequest
        {
            Handle = "invited", Password = Password, DisplayName = "Invited", Invitation = " OOOO iiii 2222 ",
        };

        (await host.Accounts.SignUpAsync(request)).Handle.ShouldBe("invited");
    }

    [Fact]
    public async Task Refresh_TheNewestToken_GivesTheNextPair()
    {
        var signedIn = await SignUpAsync("refresher");

        var next = await host.Accounts.RefreshAsync(new RefreshRequest { RefreshToken = signedIn.RefreshToken });

        next.UserId.ShouldBe(signedIn.UserId);
        next.RefreshToken.ShouldNotBe(signedIn.RefreshToken);
        (await host.Accounts.WhoAmIAsync(new WhoAmIRequest(), Bearer(next))).Handle.ShouldBe("refresher");
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("nobody.x.y.z")]
    [InlineData("a_handle_that_is_too_long_to_be_one.x.y.z")]
    public async Task Refresh_NoToken_IsRefusedAlike(string token) =>
        (await RefusalOf(async () => await host.Accounts.RefreshAsync(new RefreshRequest { RefreshToken = token })))
            .ShouldBe("refresh_token_invalid");

    [Fact]
    public async Task SignOut_OfThisSession_RefusesItsAccessTokenAtOnce()
    {
        var signedIn = await SignUpAsync("leaver");

        await host.Accounts.SignOutAsync(new SignOutRequest(), Bearer(signedIn));

        (await RefusalOf(async () => await host.Accounts.WhoAmIAsync(new WhoAmIRequest(), Bearer(signedIn))))
            .ShouldBe("token_invalid");
    }

    [Fact]
    public async Task ListSessions_OfTwoDevices_SaysWhichOneAsks()
    {
        var phone = await SignUpAsync("lister");
        var laptop = await host.Accounts.SignInAsync(new SignInRequest { Handle = "lister", Password = Password });

        var sessions = (await host.Accounts.ListSessionsAsync(new ListSessionsRequest(), Bearer(laptop))).Sessions;

        sessions.Single(session => session.IsCurrent).SessionId.ShouldBe(SessionIn(laptop.AccessToken));
        sessions.Single(session => !session.IsCurrent).ShouldBe(new OpenSession
        {
            SessionId = SessionIn(phone.AccessToken), CreatedAtUnixMs = 0, LastUsedAtUnixMs = 1_000,
        });
    }

    [Fact]
    public async Task EndSession_OfAnotherDevice_EndsThatOneOnly()
    {
        var phone = await SignUpAsync("ender");
        var laptop = await host.Accounts.SignInAsync(new SignInRequest { Handle = "ender", Password = Password });

        await host.Accounts.EndSessionAsync(new EndSessionRequest { SessionId = SessionIn(phone.AccessToken) }, Bearer(laptop));
        await host.Accounts.EndSessionAsync(new EndSessionRequest { SessionId = "no id" }, Bearer(laptop));

        (await RefusalOf(async () => await host.Accounts.WhoAmIAsync(new WhoAmIRequest(), Bearer(phone))))
            .ShouldBe("token_invalid");
        (await host.Accounts.WhoAmIAsync(new WhoAmIRequest(), Bearer(laptop))).Handle.ShouldBe("ender");
    }

    [Fact]
    public async Task SignOutEverywhere_FromOneDevice_RefusesTheOther()
    {
        var phone = await SignUpAsync("everywhere");
        var laptop = await host.Accounts.SignInAsync(new SignInRequest { Handle = "everywhere", Password = Password });

        await host.Accounts.SignOutEverywhereAsync(new SignOutEverywhereRequest(), Bearer(phone));

        (await RefusalOf(async () => await host.Accounts.WhoAmIAsync(new WhoAmIRequest(), Bearer(laptop))))
            .ShouldBe("token_invalid");
    }

    [Fact]
    public async Task ChangePassword_FromOneDevice_EndsTheOtherOnly()
    {
        var phone = await SignUpAsync("changer");
        var laptop = await host.Accounts.SignInAsync(new SignInRequest { Handle = "changer", Password = Password });

        await host.Accounts.ChangePasswordAsync(
            new ChangePasswordRequest { OldPassword = Password, NewPassword = "battery staple" }, Bearer(laptop));

        (await RefusalOf(async () => await host.Accounts.WhoAmIAsync(new WhoAmIRequest(), Bearer(phone))))
            .ShouldBe("token_invalid");
        (await host.Accounts.WhoAmIAsync(new WhoAmIRequest(), Bearer(laptop))).Handle.ShouldBe("changer");
    }

    [Fact]
    public async Task DeleteAccount_WithAWrongPassword_IsRefused()
    {
        var signedIn = await SignUpAsync("stayer");

        (await RefusalOf(async () => await host.Accounts.DeleteAccountAsync(
            new DeleteAccountRequest { Password = "wrong password" }, Bearer(signedIn)))).ShouldBe("credentials_wrong");
    }

    [Fact]
    public async Task ExportAccount_OfOneself_IsJson()
    {
        var signedIn = await SignUpAsync("exporter");

        (await host.Accounts.ExportAccountAsync(new ExportAccountRequest(), Bearer(signedIn))).Json.ShouldBe("{}");
    }

    /// <summary>Attack row A6: the session is revoked without the gateway's knowledge while its connection is open.</summary>
    [Fact]
    public async Task Connect_SessionRevokedElsewhere_IsClosedWithinTwoSeconds()
    {
        // Two seconds of the gateway's clock, however long this machine needs.
        var time = new ManualTime(TimeProvider.System.GetUtcNow());
        using var own = new GatewayHost { Time = time };
        await own.InitializeAsync();

        // Timers of the host's services, which start at any time: every second for revoked sessions, the hallway, inboxes and
        // rooms, and more often for reactions.
        await time.WhenTimersArmedAsync(5, TimeSpan.FromSeconds(1)).WaitAsync(Patience);
        var room = own.Cluster.CreateRoom(People.Ada);
        var signedIn = await own.Accounts.SignUpAsync(
            new SignUpRequest { Handle = "revoked", Password = Password, DisplayName = "revoked" });
        using var call = own.Sessions.Connect(Bearer(signedIn));
        await call.RequestStream.WriteAsync(new ClientMessage { Join = new Join { RoomId = room.Id.Value } });
        (await call.ResponseStream.MoveNext(CancellationToken.None)).ShouldBeTrue();

        own.Cluster.Sessions.Revoke(SessionIn(signedIn.AccessToken));
        time.Advance(TimeSpan.FromSeconds(2));
        using var patience = new CancellationTokenSource(Patience);
        Closing? closing = null;
        while (closing is null && await call.ResponseStream.MoveNext(patience.Token))
        {
            closing = call.ResponseStream.Current.Closing;
        }

        closing!.Code.ShouldBe("signed_out");
        closing.Resume.ShouldBeFalse();
        await own.DisposeAsync();
    }

    private static string SessionIn(string accessToken) =>
        new Microsoft.IdentityModel.JsonWebTokens.JsonWebToken(accessToken).GetClaim("sid").Value;

    private static Metadata Bearer(SignedIn signedIn) => new() { { "authorization", $"Bearer {signedIn.AccessToken}" } };

    private static async Task<string?> RefusalOf(Func<Task> call) =>
        (await Should.ThrowAsync<RpcException>(call)).Trailers.GetValue("refusal-code");

    private async Task<SignedIn> SignUpAsync(string handle) =>
        await host.Accounts.SignUpAsync(new SignUpRequest { Handle = handle, Password = Password, DisplayName = handle });
}
