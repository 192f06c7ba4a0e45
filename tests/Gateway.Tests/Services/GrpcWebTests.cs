using System.Buffers.Binary;
using System.Net;
using System.Text;
using AudioRooms.Contracts;
using AudioRooms.Gateway.Access;
using AudioRooms.Gateway.Tests.Fakes;
using AudioRooms.Gateway.Tests.Sessions;
using AudioRooms.Wire.V1;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Web;
using Microsoft.Extensions.DependencyInjection;

namespace AudioRooms.Gateway.Tests.Services;

/// <summary>The calls of a web page: gRPC-Web over HTTP/1.1, on the port of the page.</summary>
public sealed class GrpcWebTests : IAsyncLifetime, IDisposable
{
    private const string Allowed = "https://app.example";
    private const string Foreign = "https://evil.example";

    private readonly GatewayHost host = new()
    {
        Configure = static options =>
        {
            options.WebSockets.AllowedOrigins = [Allowed];
            options.Limits.Changes = "reading.account=3/1m";
        },
    };

    public Task InitializeAsync() => host.InitializeAsync();

    public Task DisposeAsync() => host.DisposeAsync();

    public void Dispose() => host.Dispose();

    [Theory]
    [InlineData(GrpcWebMode.GrpcWeb)]
    [InlineData(GrpcWebMode.GrpcWebText)]
    public async Task UnaryCall_WithAToken_IsAnsweredAsByGrpc(GrpcWebMode mode)
    {
        using var channel = Channel(mode);

        var me = await new Accounts.AccountsClient(channel).WhoAmIAsync(new WhoAmIRequest(), await host.SignInAsync("webada"));

        me.Handle.ShouldBe("webada");
        host.Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task UnaryCall_WithoutAToken_IsRefusedWithTheCodeInTheTrailers()
    {
        using var channel = Channel(GrpcWebMode.GrpcWeb);

        var error = await Should.ThrowAsync<RpcException>(
            async () => await new Accounts.AccountsClient(channel).WhoAmIAsync(new WhoAmIRequest()));

        error.StatusCode.ShouldBe(StatusCode.Unauthenticated);
        error.Trailers.GetValue("refusal-code").ShouldBe("token_invalid");
    }

    [Fact]
    public async Task UnaryCall_BeyondTheLimitOfTheAccount_IsRefusedAsByGrpc()
    {
        using var channel = Channel(GrpcWebMode.GrpcWeb);
        var accounts = new Accounts.AccountsClient(channel);
        var person = await SignedUpAsync("webcarl");

        RpcException? refused = null;
        for (var call = 0; call < 4 && refused is null; call++)
        {
            try
            {
                await accounts.WhoAmIAsync(new WhoAmIRequest(), person);
            }
            catch (RpcException error)
            {
                refused = error;
            }
        }

        refused.ShouldNotBeNull().StatusCode.ShouldBe(StatusCode.ResourceExhausted);
        refused.Trailers.GetValue("refusal-code").ShouldBe("rate_limited");
        refused.Trailers.GetValue("retry-after-ms").ShouldNotBeNull();

        // A person with a minted token has no limits, over gRPC-Web as over gRPC.
        var (minted, _) = host.Services.GetRequiredService<AccessTokens>().Issue(
            People.Ben, Identifiers.NewId(), TimeSpan.FromMinutes(15), isSynthetic: true);
        var token = new Metadata { { "authorization", $"Bearer {minted}" } };
        for (var call = 0; call < 6; call++)
        {
            (await accounts.WhoAmIAsync(new WhoAmIRequest(), token)).Handle.ShouldBe(People.Ben.Handle);
        }
    }

    [Fact]
    public async Task ServerStreamingCall_OverHttp11_TellsWhatHappensAsItHappens()
    {
        using var channel = Channel(GrpcWebMode.GrpcWeb);
        using var watch = new Wire.V1.Discovery.DiscoveryClient(channel).WatchHallway(
            new WatchHallwayRequest(), await host.SignInAsync("webdora"));

        (await watch.ResponseStream.MoveNext(CancellationToken.None)).ShouldBeTrue();

        watch.ResponseStream.Current.ShouldNotBeNull();
    }

    [Fact]
    public async Task BidirectionalCall_IsRefusedAndNamesTheWebSocket()
    {
        using var channel = Channel(GrpcWebMode.GrpcWeb);
        using var call = new RoomSession.RoomSessionClient(channel).Connect(await host.SignInAsync("webeve"));

        var error = await Should.ThrowAsync<RpcException>(async () =>
        {
            // A client over HTTP/1.1 reads the answer when its whole request is sent.
            await call.RequestStream.CompleteAsync();
            await call.ResponseStream.MoveNext(CancellationToken.None);
        });

        error.StatusCode.ShouldBe(StatusCode.Unimplemented);
        error.Status.Detail.ShouldContain("/ws");
        error.Trailers.GetValue("refusal-code").ShouldBe("stream_not_over_grpc_web");
    }

    [Fact]
    public async Task RawRequest_OverHttp11_IsAnsweredWithAMessageAndTrailersInTheBody()
    {
        using var request = Request(new WhoAmIRequest());
        var token = await host.SignInAsync("webfay");
        request.Headers.Add("authorization", token.GetValue("authorization"));

        using var response = await host.Http.SendAsync(request);

        response.Version.ShouldBe(HttpVersion.Version11);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType?.MediaType.ShouldBe("application/grpc-web");
        var body = await response.Content.ReadAsByteArrayAsync();
        body[0].ShouldBe((byte)0);
        var length = BinaryPrimitives.ReadInt32BigEndian(body.AsSpan(1));
        WhoAmIResponse.Parser.ParseFrom(body, 5, length).Handle.ShouldBe("webfay");

        // A frame with its first bit set holds the trailers.
        body[5 + length].ShouldBe((byte)0x80);
        Encoding.ASCII.GetString(body, 10 + length, body.Length - 10 - length).ShouldContain("grpc-status: 0");
    }

    [Fact]
    public async Task Preflight_OfAPageThatIsAllowed_MayCallAndReadRefusals()
    {
        using var response = await PreflightAsync(Allowed, "POST");

        response.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe([Allowed]);
        response.Headers.GetValues("Access-Control-Allow-Methods").Single().ShouldContain("POST");
        response.Headers.GetValues("Access-Control-Allow-Headers").Single().ShouldContain("authorization");
        response.Headers.Contains("Access-Control-Allow-Credentials").ShouldBeFalse();
        using var request = Request(new WhoAmIRequest(), Allowed);
        using var answer = await host.Http.SendAsync(request);
        answer.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe([Allowed]);
        answer.Headers.GetValues("Access-Control-Expose-Headers").Single().ShouldContain("refusal-code");
    }

    [Theory]
    [InlineData(Foreign)]
    [InlineData("null")]
    public async Task Preflight_OfAPageFromElsewhere_MayNot(string origin)
    {
        using var response = await PreflightAsync(origin, "POST");

        response.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
    }

    [Theory]
    [InlineData(Foreign)]
    [InlineData("null")]
    public async Task Call_OfAPageFromElsewhereThatDidNotAsk_IsNotCarriedOut(string origin)
    {
        using var request = Request(new WhoAmIRequest(), origin);
        var token = await host.SignInAsync("webgus");
        request.Headers.Add("authorization", token.GetValue("authorization"));

        using var response = await host.Http.SendAsync(request);

        response.Headers.GetValues("grpc-status").ShouldBe(["7"]);
        response.Headers.GetValues("refusal-code").ShouldBe(["origin_forbidden"]);
        (await response.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Call_OfAPageOfTheServerItself_NeedsNoSetting()
    {
        using var request = Request(new WhoAmIRequest(), host.Http.BaseAddress!.GetLeftPart(UriPartial.Authority));
        var token = await host.SignInAsync("webhal");
        request.Headers.Add("authorization", token.GetValue("authorization"));

        using var response = await host.Http.SendAsync(request);

        response.Headers.Contains("refusal-code").ShouldBeFalse();
        (await response.Content.ReadAsByteArrayAsync()).Length.ShouldBeGreaterThan(10);
    }

    private static HttpRequestMessage Request(WhoAmIRequest message, string? origin = null)
    {
        var body = new byte[5 + message.CalculateSize()];
        BinaryPrimitives.WriteInt32BigEndian(body.AsSpan(1), body.Length - 5);
        message.WriteTo(body.AsSpan(5));
        var request = new HttpRequestMessage(
            HttpMethod.Post, "/audiorooms.v1.Accounts/WhoAmI") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/grpc-web+proto");
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        return request;
    }

    private async Task<HttpResponseMessage> PreflightAsync(string origin, string method)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, "/audiorooms.v1.Accounts/WhoAmI");
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", method);
        request.Headers.Add("Access-Control-Request-Headers", "authorization,content-type,x-grpc-web");
        return await host.Http.SendAsync(request);
    }

    private async Task<Metadata> SignedUpAsync(string handle)
    {
        var signedUp = await host.Accounts.SignUpAsync(
            new SignUpRequest { Handle = handle, DisplayName = handle, Password = "correct horse battery" });
        return new Metadata { { "authorization", $"Bearer {signedUp.AccessToken}" } };
    }

    private GrpcChannel Channel(GrpcWebMode mode) => GrpcChannel.ForAddress(host.Http.BaseAddress!, new GrpcChannelOptions
    {
        HttpHandler = new GrpcWebHandler(mode, new HttpClientHandler()),
        DisposeHttpClient = true,
        HttpVersion = HttpVersion.Version11,
    });
}
