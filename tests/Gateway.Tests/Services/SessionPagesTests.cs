using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using AudioRooms.Gateway.Tests.Sessions;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Gateway.Tests.Services;

/// <summary>Sessions of the server's own page, by cookie.</summary>
public sealed class SessionPagesTests : IAsyncLifetime, IDisposable
{
    private const string Password = "correct horse battery";
    private const string Cookie = "audiorooms-session";

    private readonly GatewayHost host = new() { Configure = static options => options.SignUpNeedsInvitation = true };

    public Task InitializeAsync() => host.InitializeAsync();

    public Task DisposeAsync() => host.DisposeAsync();

    public void Dispose() => host.Dispose();

    [Fact]
    public async Task SignUp_OfAPage_GivesATokenAndHidesTheOtherInACookie()
    {
        using var response = await SignUpAsync("page_ada");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var answer = await JsonAsync(response);
        answer.Select(field => field.Key).ShouldBe(
            ["accessToken", "expiresAtMs", "serverTimeMs", "userId", "handle", "pageVersion"], ignoreOrder: true);
        answer["handle"]!.GetValue<string>().ShouldBe("page_ada");
        (answer["expiresAtMs"]!.GetValue<long>() - answer["serverTimeMs"]!.GetValue<long>()).ShouldBeInRange(
            14 * 60_000, 15 * 60_000);
        var attributes = SetCookie(response).Split("; ");
        attributes[0].ShouldBe($"{Cookie}=page_ada.0");
        attributes[1..].ShouldContain("path=/session");
        attributes[1..].ShouldContain("httponly");
        attributes[1..].ShouldContain("samesite=strict");
        attributes[1..].ShouldNotContain("secure");
        attributes[1..].ShouldNotContain(attribute => attribute.StartsWith("domain", StringComparison.Ordinal));
        (await response.Content.ReadAsStringAsync()).ShouldNotContain("page_ada.0");
    }

    [Theory]
    [InlineData("Origin")]
    [InlineData("X-Forwarded-Proto")]
    public async Task SignUp_BehindTls_MarksTheCookieAsSecure(string header)
    {
        var value = header == "Origin"
            ? host.Http.BaseAddress!.GetLeftPart(UriPartial.Authority).Replace("http://", "https://", StringComparison.Ordinal)
            : "https";
        using var request = Request("sign-up", SignUp($"tls_{header[..1].ToLowerInvariant()}"));
        request.Headers.Remove("Origin");
        request.Headers.Add(header, value);

        using var response = await host.Http.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        SetCookie(response).Split("; ").ShouldContain("secure");
    }

    [Fact]
    public async Task Refresh_WithTheCookie_GivesTheNextPair()
    {
        using var signedUp = await SignUpAsync("page_ben");

        using var refreshed = await PostAsync("refresh", "{}", CookieIn(signedUp));

        refreshed.StatusCode.ShouldBe(HttpStatusCode.OK);
        CookieIn(refreshed).ShouldBe($"{Cookie}=page_ben.1");
        (await JsonAsync(refreshed))["userId"]!
            .GetValue<string>()
            .ShouldBe((await JsonAsync(signedUp))["userId"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(null)]
    [InlineData($"{Cookie}=")]
    [InlineData($"{Cookie}=nobody.x.y.z")]
    [InlineData($"{Cookie}=.")]
    public async Task Refresh_WithoutACookieThatHolds_IsRefusedAndTheCookieGoes(string? cookie)
    {
        using var response = await PostAsync("refresh", "{}", cookie);

        await ShouldBeRefusedAsync(response, HttpStatusCode.Unauthorized, "refresh_token_invalid");
        SetCookie(response).ShouldContain("max-age=0");
    }

    [Fact]
    public async Task SignIn_WithAWrongPassword_IsAProblemWithTheCodeOfTheCall()
    {
        using var signedUp = await SignUpAsync("page_carl");

        using var response = await PostAsync("sign-in", """{"handle":"page_carl","password":"wrong password"}""");

        await ShouldBeRefusedAsync(response, HttpStatusCode.Unauthorized, "credentials_wrong");
        response.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }

    [Fact]
    public async Task SignUp_WithAHandleThatIsTaken_IsAConflict()
    {
        using var first = await SignUpAsync("page_dora");

        using var second = await SignUpAsync("page_dora");

        await ShouldBeRefusedAsync(second, HttpStatusCode.Conflict, "handle_taken");
    }

    [Fact]
    public async Task SignIn_MoreOftenThanAnAccountMay_IsRefusedWithTheWait()
    {
        using var signedUp = await SignUpAsync("page_eve");
        HttpResponseMessage? refused = null;
        for (var attempt = 0; attempt < 6 && refused is null; attempt++)
        {
            var response = await PostAsync("sign-in", """{"handle":"page_eve","password":"wrong password"}""");
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
            {
                refused = response;
            }
            else
            {
                response.Dispose();
            }
        }

        using var last = refused.ShouldNotBeNull();
        await ShouldBeRefusedAsync(last, HttpStatusCode.TooManyRequests, "rate_limited");
        last.Headers.GetValues("retry-after-ms").Single().ShouldNotBe("0");
    }

    [Fact]
    public async Task SignOut_WithTheAccessToken_EndsTheSessionAndTheCookieGoes()
    {
        using var signedUp = await SignUpAsync("page_fay");
        var token = (await JsonAsync(signedUp))["accessToken"]!.GetValue<string>();
        using var request = Request("sign-out", "{}");
        request.Headers.Add("Authorization", $"Bearer {token}");

        using var response = await host.Http.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        SetCookie(response).ShouldContain("max-age=0");
        await ShouldBeSignedOutAsync(token);
    }

    [Fact]
    public async Task SignOut_WithTheCookieAlone_EndsItsSession()
    {
        using var signedUp = await SignUpAsync("page_gus");

        using var response = await PostAsync("sign-out", "{}", CookieIn(signedUp));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        await ShouldBeSignedOutAsync((await JsonAsync(signedUp))["accessToken"]!.GetValue<string>());
    }

    /// <summary>Cross-site request forgery: what a form or a script of another site can send.</summary>
    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task AnyRequest_OfAPageFromElsewhere_IsRefused(string header, string value)
    {
        using var request = Request("refresh", "{}");
        request.Headers.Remove(header);
        request.Headers.Add(header, value);

        using var response = await host.Http.SendAsync(request);

        await ShouldBeRefusedAsync(response, HttpStatusCode.Forbidden, "origin_forbidden");
        response.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
    }

    [Fact]
    public async Task AnyRequest_WithoutThePagesHeader_IsRefused()
    {
        using var request = Request("refresh", "{}");
        request.Headers.Remove("X-AudioRooms");

        using var response = await host.Http.SendAsync(request);

        await ShouldBeRefusedAsync(response, HttpStatusCode.Forbidden, "origin_forbidden");
    }

    [Theory]
    [InlineData("", "application/json")]
    [InlineData("[]", "application/json")]
    [InlineData("""{"handle":1""", "application/json")]
    [InlineData("""{"handle":{"a":"b"}}""", "application/json")]
    [InlineData("""{"handle":"x"}""", "text/plain")]
    [InlineData("handle=x&password=y", "application/x-www-form-urlencoded")]
    public async Task SignIn_WithABodyThatIsNotItsJson_IsRefused(string body, string type)
    {
        using var request = Request("sign-in", body, type);

        using var response = await host.Http.SendAsync(request);

        await ShouldBeRefusedAsync(response, HttpStatusCode.BadRequest, "page_request_invalid");
        host.Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task SignIn_WithABodyBeyondTheBound_IsRefused()
    {
        using var response = await PostAsync(
            "sign-in", $$"""{"handle":"{{new string('x', RequestBounds.PageRequestBytesMax)}}"}""");

        await ShouldBeRefusedAsync(response, HttpStatusCode.BadRequest, "page_request_invalid");
    }

    [Fact]
    public async Task Get_OfASessionPath_IsNotAnswered()
    {
        using var response = await host.Http.GetAsync(new Uri("/session/refresh", UriKind.Relative));

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer dead")]
    public async Task SignOut_OfNothingThatGoesOn_IsAnsweredAndTheCookieGoes(string? authorization)
    {
        using var request = Request("sign-out", "{}");
        request.Headers.Add("Cookie", $"{Cookie}=nobody.x.y.z");
        if (authorization is not null)
        {
            request.Headers.Add("Authorization", authorization);
        }

        using var response = await host.Http.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        SetCookie(response).ShouldContain("max-age=0");
    }

    [Fact]
    public async Task About_WithoutAnything_SaysWhatThePageMayOffer()
    {
        using var response = await host.Http.GetAsync(new Uri("/session/about", UriKind.Relative));

        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        (await response.Content.ReadAsStringAsync()).ShouldBe(
            """{"pageVersion":"","signUp":"invitation","guests":false,"reactions":"""
            + """["wave","100","peace"],"keptDays":0,"pushKey":""}""");
    }

    private static string SignUp(string handle) =>
        new JsonObject { ["handle"] = handle, ["password"] = Password, ["displayName"] = handle }.ToJsonString();

    private static async Task ShouldBeRefusedAsync(HttpResponseMessage response, HttpStatusCode status, string code)
    {
        response.StatusCode.ShouldBe(status);
        response.Headers.GetValues("refusal-code").ShouldBe([code]);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = await JsonAsync(response);
        problem["code"]!.GetValue<string>().ShouldBe(code);
        problem["detail"]!.GetValue<string>().ShouldEndWith(".");
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    private async Task ShouldBeSignedOutAsync(string token)
    {
        var headers = new Grpc.Core.Metadata { { "authorization", $"Bearer {token}" } };
        var error = await Should.ThrowAsync<Grpc.Core.RpcException>(
            async () => await host.Accounts.WhoAmIAsync(new Wire.V1.WhoAmIRequest(), headers));
        error.Trailers.GetValue("refusal-code").ShouldBe("token_invalid");
    }

    private static async Task<JsonObject> JsonAsync(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonObject>())!;

    private static string SetCookie(HttpResponseMessage response) => response.Headers.GetValues("Set-Cookie").Single();

    private static string CookieIn(HttpResponseMessage response) => SetCookie(response).Split(';')[0];

    private Task<HttpResponseMessage> SignUpAsync(string handle) => PostAsync("sign-up", SignUp(handle));

    private async Task<HttpResponseMessage> PostAsync(string path, string body, string? cookie = null)
    {
        using var request = Request(path, body);
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        return await host.Http.SendAsync(request);
    }

    private HttpRequestMessage Request(string path, string body, string type = "application/json")
    {
        var request = new HttpRequestMessage(
            HttpMethod.Post, $"/session/{path}") { Content = new StringContent(body, Encoding.UTF8, type) };
        request.Headers.Add("X-AudioRooms", "1");
        request.Headers.Add("Origin", host.Http.BaseAddress!.GetLeftPart(UriPartial.Authority));
        return request;
    }
}
