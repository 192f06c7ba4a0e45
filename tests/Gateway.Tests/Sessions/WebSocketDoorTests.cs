using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using AudioRooms.Gateway.Rooms;
using AudioRooms.Gateway.Tests.Transport;
using AudioRooms.Wire.V1;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace AudioRooms.Gateway.Tests.Sessions;

/// <summary>Which requests become a WebSocket at <c>/ws</c>, and what the others are told: real Kestrel, fake grains.</summary>
public sealed class WebSocketDoorTests : IAsyncLifetime, IDisposable
{
    private const string Ours = "audiorooms.v1";
    private const string AllowedOrigin = "https://app.example";

    private readonly GatewayHost host = new()
    {
        KeepsEverything = true,
        Configure = static options =>
        {
            options.WebSockets.AllowedOrigins = [AllowedOrigin];
            options.Limits.Changes = "join.account=1/1h";
        },
    };

    public Task InitializeAsync() => host.InitializeAsync();

    public Task DisposeAsync() => host.DisposeAsync();

    public void Dispose() => host.Dispose();

    [Fact]
    public async Task Connect_TokenAsSubprotocol_SelectsOursAndSaysTheTokenToNobody()
    {
        var token = await TokenAsync("browser");
        using var device = new SocketDevice();
        device.Socket.Options.AddSubProtocol(Ours);
        device.Socket.Options.AddSubProtocol("bearer." + token);
        device.Socket.Options.CollectHttpResponseDetails = true;

        await device.ConnectAsync(host);

        device.Socket.SubProtocol.ShouldBe(Ours);
        device.Socket.HttpResponseHeaders!.SelectMany(header => header.Value).ShouldNotContain(value => value.Contains(token));
        device.Socket.HttpResponseHeaders!.Keys.ShouldNotContain("Sec-WebSocket-Extensions");
        host.Everything.ShouldNotBeEmpty();
        host.Everything.ShouldNotContain(line => line.Contains(token));
    }

    [Fact]
    public async Task Connect_TokenAsHeader_NeedsNoSubprotocol()
    {
        using var device = await SocketDevice.ConnectAsync(host, await host.SignInAsync("native"));

        device.Socket.State.ShouldBe(WebSocketState.Open);
        device.Socket.SubProtocol.ShouldBeNull();
    }

    [Fact]
    public async Task Connect_CompressionOffered_IsNotAgreedOn()
    {
        using var device = new SocketDevice();
        device.Socket.Options.DangerousDeflateOptions = new WebSocketDeflateOptions();
        device.Socket.Options.CollectHttpResponseDetails = true;
        device.Socket.Options.SetRequestHeader("Authorization", "Bearer " + await TokenAsync("deflater"));

        await device.ConnectAsync(host);

        device.Socket.HttpResponseHeaders!.Keys.ShouldNotContain("Sec-WebSocket-Extensions");
    }

    [Fact]
    public async Task Get_WithoutUpgrade_IsToldToUpgrade()
    {
        using var response = await host.Http.GetAsync(new Uri("/ws", UriKind.Relative));

        response.StatusCode.ShouldBe(HttpStatusCode.UpgradeRequired);
        response.Headers.GetValues("Upgrade").ShouldBe(["websocket"]);
        (await CodeOf(response)).ShouldBe("upgrade_required");
    }

    [Theory]
    [InlineData(null, "")]
    [InlineData("Authorization", "Bearer nonsense")]
    [InlineData("Authorization", "Basic YTpi")]
    [InlineData("Sec-WebSocket-Protocol", "audiorooms.v1, bearer.nonsense")]
    [InlineData("Sec-WebSocket-Protocol", "audiorooms.v1")]
    public async Task Connect_WithoutAGoodToken_IsUnauthorized(string? header, string value)
    {
        using var response = await UpgradeAsync(header is null ? [] : [(header, value)]);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        response.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
        (await CodeOf(response)).ShouldBe("token_invalid");
    }

    [Fact]
    public async Task Connect_TokenInTheAddress_IsNotLookedAt()
    {
        using var request = UpgradeRequest([]);
        request.RequestUri = new Uri("/ws?access_token=" + await TokenAsync("leaky"), UriKind.Relative);

        using var response = await host.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Connect_RevokedSession_IsUnauthorized()
    {
        var signedIn = await SignUpAsync("revoked");
        await host.Accounts.SignOutAsync(new SignOutRequest(), Bearer(signedIn.AccessToken));

        using var response = await UpgradeAsync(("Authorization", "Bearer " + signedIn.AccessToken));

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    [InlineData(AllowedOrigin, HttpStatusCode.SwitchingProtocols)]
    [InlineData("", HttpStatusCode.SwitchingProtocols)] // the server's own
    public async Task Connect_FromAPage_DependsOnItsOriginWhateverTheToken(string origin, HttpStatusCode status)
    {
        var from = origin.Length > 0 ? origin : host.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);

        using var response = await UpgradeAsync(("Origin", from), ("Authorization", "Bearer " + await TokenAsync("page")));

        response.StatusCode.ShouldBe(status);
        if (status == HttpStatusCode.Forbidden)
        {
            (await CodeOf(response)).ShouldBe("origin_forbidden");
        }
    }

    [Fact]
    public async Task Connect_OtherSubprotocol_IsABadRequest()
    {
        using var response = await UpgradeAsync(
            ("Sec-WebSocket-Protocol", "audiorooms.v9"), ("Authorization", "Bearer " + await TokenAsync("future")));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await CodeOf(response)).ShouldBe("subprotocol_unknown");
    }

    [Fact]
    public async Task Connect_JoinsUsedUp_IsToldWhenToComeBack()
    {
        var signedIn = await SignUpAsync("hasty");
        using (var device = await SocketDevice.ConnectAsync(host, Bearer(signedIn.AccessToken)))
        {
            await device.JoinAsync(host.Cluster.CreateRoom(Fakes.People.Ada).Id.Value);
        }

        using var response = await UpgradeAsync(("Authorization", "Bearer " + signedIn.AccessToken));

        response.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        response.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.FromMinutes(30));
        (await CodeOf(response)).ShouldBe("rate_limited");
    }

    [Fact]
    public async Task Connect_WhileStopping_IsUnavailable()
    {
        var token = await TokenAsync("late");
        await host.Services.GetRequiredService<GatewayRooms>().StoppingAsync(CancellationToken.None);

        using var response = await UpgradeAsync(("Authorization", "Bearer " + token));

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter.ShouldNotBeNull();
        (await CodeOf(response)).ShouldBe("server_stopping");
    }

    private async Task<string> TokenAsync(string handle) =>
        (await host.SignInAsync(handle)).GetValue("authorization")!["Bearer ".Length..];

    private async Task<SignedIn> SignUpAsync(string handle) =>
        await host.Accounts.SignUpAsync(new SignUpRequest { Handle = handle, Password = "correct horse", DisplayName = handle });

    private static Metadata Bearer(string token) => new() { { "authorization", $"Bearer {token}" } };

    private async Task<HttpResponseMessage> UpgradeAsync(params (string Header, string Value)[] headers)
    {
        using var request = UpgradeRequest(headers);
        return await host.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private static HttpRequestMessage UpgradeRequest((string Header, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/ws", UriKind.Relative));
        request.Headers.Connection.Add("Upgrade");
        request.Headers.Upgrade.ParseAdd("websocket");
        request.Headers.Add("Sec-WebSocket-Version", "13");
        request.Headers.Add("Sec-WebSocket-Key", Convert.ToBase64String(new byte[16]));
        foreach (var (header, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(header, value);
        }

        return request;
    }

    private static async Task<string> CodeOf(HttpResponseMessage response)
    {
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        var code = problem.RootElement.GetProperty("code").GetString()!;
        response.Headers.GetValues("refusal-code").ShouldBe([code]);
        problem.RootElement.GetProperty("detail").GetString().ShouldNotBeNullOrEmpty();
        return code;
    }
}
