using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AudioRooms.Wire.V1;
using Grpc.Core;

namespace AudioRooms.Server.Tests.Sessions;

/// <summary>A page's session on the whole server, from sign-up to sign-out.</summary>
public sealed class SessionPagesTests(ServerHost host) : IClassFixture<ServerHost>, IDisposable
{
    // The test says itself which cookie it sends.
    private readonly HttpClient http = new(new SocketsHttpHandler { UseCookies = false })
    {
        BaseAddress = host.Address,
        DefaultRequestVersion = HttpVersion.Version20,
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    public void Dispose() => http.Dispose();

    [Fact]
    public async Task Session_OfAPage_IsRenewedByItsCookieAndEndsWithIt()
    {
        var (first, cookie) = await PostAsync(
            "sign-up", new { handle = "page_ada", password = "correct horse battery", displayName = "Ada" });
        (await HandleAsync(first)).ShouldBe("page_ada");

        var (second, nextCookie) = await PostAsync("refresh", new { }, cookie);
        nextCookie.ShouldNotBe(cookie);
        (await HandleAsync(second)).ShouldBe("page_ada");

        // Another tab with the same cookie, a moment later.
        var (_, sameCookie) = await PostAsync("refresh", new { }, cookie);
        sameCookie.ShouldBe(nextCookie);

        await PostAsync("sign-out", new { }, nextCookie);
        (await Should.ThrowAsync<RpcException>(async () => await HandleAsync(second))).Trailers
            .GetValue("refusal-code")
            .ShouldBe("token_invalid");
        using var refused = await SendAsync("refresh", new { }, nextCookie);
        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        refused.Headers.GetValues("refusal-code").ShouldBe(["refresh_token_invalid"]);
    }

    [Fact]
    public async Task SignIn_OfAPersonWithAnotherClient_OpensASessionOfTheSameAccount()
    {
        var accounts = new Accounts.AccountsClient(host.Channel);
        var elsewhere = await accounts.SignUpAsync(
            new SignUpRequest { Handle = "page_ben", Password = "correct horse battery", DisplayName = "Ben" });

        var (answer, cookie) = await PostAsync("sign-in", new { handle = "page_ben", password = "correct horse battery" });

        answer["userId"]!.GetValue<string>().ShouldBe(elsewhere.UserId);
        cookie.ShouldStartWith("audiorooms-session=page_ben.");
        await PostAsync("sign-out", new { }, cookie);
        (await accounts.WhoAmIAsync(new WhoAmIRequest(), Access.World.Bearer(elsewhere.AccessToken))).Handle.ShouldBe("page_ben");
    }

    private async Task<string> HandleAsync(JsonObject signedIn) => (await new Accounts.AccountsClient(host.Channel)
        .WhoAmIAsync(new WhoAmIRequest(), Access.World.Bearer(signedIn["accessToken"]!.GetValue<string>()))).Handle;

    private async Task<(JsonObject Answer, string Cookie)> PostAsync(string path, object body, string? cookie = null)
    {
        using var response = await SendAsync(path, body, cookie);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return ((await response.Content.ReadFromJsonAsync<JsonObject>())!, response.Headers.GetValues("Set-Cookie")
            .Single()
            .Split(';')[0]);
    }

    private async Task<HttpResponseMessage> SendAsync(string path, object body, string? cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/session/{path}")
        {
            Content = JsonContent.Create(body),
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.Add("X-AudioRooms", "1");
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        return await http.SendAsync(request);
    }
}
