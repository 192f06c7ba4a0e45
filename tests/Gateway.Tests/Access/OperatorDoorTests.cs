using System.Net;
using System.Net.Http.Headers;
using System.Text;
using AudioRooms.Contracts.Safety;
using AudioRooms.Gateway.Tests.Sessions;
using AudioRooms.Testing;
using Microsoft.AspNetCore.Builder;

namespace AudioRooms.Gateway.Tests.Access;

/// <summary>Pages that only operators may see.</summary>
public sealed class OperatorDoorTests
{
    [Fact]
    public async Task Get_InDevelopmentFromThisMachine_IsOpen()
    {
        using var host = await StartAsync(isDevelopment: true);

        using var response = await host.Http.GetAsync(new Uri("/secret", UriKind.Relative));

        (await response.Content.ReadAsStringAsync()).ShouldBe("secret");
        await host.DisposeAsync();
    }

    [Theory]
    [InlineData("Host", "rooms.example")]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    public async Task Get_InDevelopmentThroughANameOrProxy_NeedsTheKey(string header, string value)
    {
        using var host = await StartAsync(isDevelopment: true);

        using var response = await AskAsync(host, request => request.Headers.TryAddWithoutValidation(header, value));

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        await host.DisposeAsync();
    }

    [Fact]
    public async Task Get_InProductionWithNothing_IsAskedForAPassword()
    {
        using var host = await StartAsync();

        using var response = await AskAsync(host, _ => { });

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        response.Headers.WwwAuthenticate.ToString().ShouldStartWith("Basic realm=");
        response.Headers.GetValues("refusal-code").ShouldBe(["operator_key_wrong"]);
        await host.DisposeAsync();
    }

    [Fact]
    public async Task Get_InProductionWithTheKey_IsLetInByBasicAndByHeader()
    {
        using var host = await StartAsync();

        using var basic = await AskAsync(
            host, request => request.Headers.Authorization = Basic($"anybody:{GatewayHost.OperatorKey}"));
        using var header = await AskAsync(host, request => request.Headers.Add("operator-key", GatewayHost.OperatorKey));

        basic.StatusCode.ShouldBe(HttpStatusCode.OK);
        header.StatusCode.ShouldBe(HttpStatusCode.OK);
        await host.DisposeAsync();
    }

    [Fact]
    public async Task Get_InProductionWithAToken_DependsOnThePowerOfTheAccount()
    {
        using var host = await StartAsync();
        var signedIn = await host.SignInAsync("operata");
        var token = signedIn.GetValue("authorization")!;
        var me = await host.Accounts.WhoAmIAsync(new Wire.V1.WhoAmIRequest(), signedIn);

        using var before = await AskAsync(
            host, request => request.Headers.Authorization = AuthenticationHeaderValue.Parse(token));
        host.Cluster.Standing(me.UserId).Now = new AccountStanding(AccountPower.Operator, false, null);
        using var after = await AskAsync(host, request => request.Headers.Authorization = AuthenticationHeaderValue.Parse(token));

        before.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        after.StatusCode.ShouldBe(HttpStatusCode.OK);
        await host.DisposeAsync();
    }

    [Theory]
    [InlineData("Basic ")]
    [InlineData("Basic not base64!")]
    [InlineData("Basic bm8gY29sb24=")]
    [InlineData("Bearer nonsense")]
    public async Task Get_InProductionWithWhatIsNoKey_IsRefused(string authorization)
    {
        using var host = await StartAsync();

        using var response = await AskAsync(
            host, request => request.Headers.TryAddWithoutValidation("Authorization", authorization));

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        await host.DisposeAsync();
    }

    [Fact]
    public async Task Get_AfterTooManyGuesses_IsRefusedForAWhileEvenWithTheKey()
    {
        var time = new ManualTime();
        using var host = await StartAsync(time: time);
        for (var guess = 0; guess < 3; guess++)
        {
            using var wrong = await AskAsync(host, request => request.Headers.Authorization = Basic($"x:guess-number-{guess}"));
            wrong.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }

        using var fourth = await AskAsync(host, request => request.Headers.Authorization = Basic("x:guess-number-4"));
        using var right = await AskAsync(host, request => request.Headers.Authorization = Basic($"x:{GatewayHost.OperatorKey}"));
        time.Advance(TimeSpan.FromMinutes(1));
        using var later = await AskAsync(host, request => request.Headers.Authorization = Basic($"x:{GatewayHost.OperatorKey}"));

        fourth.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        right.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        right.Headers.RetryAfter.ShouldNotBeNull();
        later.StatusCode.ShouldBe(HttpStatusCode.OK);
        await host.DisposeAsync();
    }

    [Fact]
    public async Task Get_OftenWithTheKey_IsNotLimited()
    {
        using var host = await StartAsync();

        for (var call = 0; call < 20; call++)
        {
            using var response = await AskAsync(
                host, request => request.Headers.Authorization = Basic($"x:{GatewayHost.OperatorKey}"));
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        await host.DisposeAsync();
    }

    private static AuthenticationHeaderValue Basic(string credentials) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));

    private static async Task<HttpResponseMessage> AskAsync(GatewayHost host, Action<HttpRequestMessage> prepare)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/secret");
        prepare(request);
        return await host.Http.SendAsync(request);
    }

    private static async Task<GatewayHost> StartAsync(bool isDevelopment = false, TimeProvider? time = null)
    {
        var host = new GatewayHost
        {
            Time = time ?? TimeProvider.System,
            Configure = options =>
            {
                options.IsDevelopment = isDevelopment;
                options.Limits.Changes = "sign_in.address=3/1m";
            },
            Map = static app => app.MapGroup("").RequireOperator().MapGet("/secret", static () => "secret"),
        };
        await host.InitializeAsync();
        return host;
    }
}
