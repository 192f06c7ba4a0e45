using System.Net;
using System.Net.Http.Headers;

namespace AudioRooms.System.Tests;

/// <summary>
/// A client that can reach the ports must not be able to fill the server's log: a full disk stops the server, and a full log
/// hides what matters.
/// </summary>
public sealed class LogFloodTests : IAsyncLifetime
{
    private const string Open = "/audiorooms.v1.Accounts/SignIn";
    private const string Guarded = "/audiorooms.v1.Rooms/CreateRoom";
    private const string Streaming = "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo";
    private const string Session = "/audiorooms.v1.RoomSession/Connect";
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(30);

    private Server server = null!;

    public async Task InitializeAsync() => server = await Server.StartAsync();

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task Call_BytesThatAreNoRequest_IsAnsweredAndNotLogged()
    {
        using var http = new HttpClient
        {
            BaseAddress = server.Grpc,
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Timeout = AnswerLimit,
        };
        byte[][] bodies =
        [
            [0, 0xFF, 0xFF, 0xFF, 0xFF],
            [0, 0x80, 0, 0, 0],
            [2, 0, 0, 0, 0],
            [255, 0, 0, 0, 3, 1, 2, 3],
            [1, 0, 0, 0, 3, 1, 2, 3],
            [0, 0, 0, 0, 3, 0xFF, 0xFF, 0xFF],
            [0, 0, 0, 0, 9, 1],
            [0],
            [],
        ];
        foreach (var path in new[] { Open, Guarded, Streaming, Session })
        {
            foreach (var body in bodies)
            {
                await CallAsync(http, path, body);
                await CallAsync(http, path, body, ("grpc-encoding", "gzip"));
                await CallAsync(http, path, body, ("grpc-encoding", "none-such"));
            }

            await CallAsync(http, path, [0, 0, 0, 0, 0], ("trace-bin", "a"));
            await CallAsync(http, path, [0, 0, 0, 0, 0], ("trace-bin", "!!!!"));
            await CallAsync(http, path, [0, 0, 0, 0, 0], ("grpc-timeout", "for ever"));
            await CallAsync(http, path, [0, 0, 0, 0, 0], ("authorization", "Bearer x"));
        }

        await ShouldHaveSaidNothingAsync();
    }

    [Fact]
    public async Task WebCall_BytesThatAreNoRequest_IsAnsweredAndNotLogged()
    {
        using var http = new HttpClient { BaseAddress = server.Http, Timeout = AnswerLimit };
        foreach (var path in new[] { Open, Guarded, Session })
        {
            await WebCallAsync(http, path, "application/grpc-web", [0, 0xFF, 0xFF, 0xFF, 0xFF]);
            await WebCallAsync(http, path, "application/grpc-web", [2, 0, 0, 0, 0]);
            await WebCallAsync(http, path, "application/grpc-web-text", "!!!! no base64 !!!!"u8.ToArray());
            await WebCallAsync(http, path, "application/grpc-web-text", "AAA"u8.ToArray());
        }

        await ShouldHaveSaidNothingAsync();
    }

    [Fact]
    public async Task Connection_CallsAreTakenBackAtOnce_IsClosedOrServedAndNotLogged()
    {
        using var patience = new CancellationTokenSource(AnswerLimit);
        for (var connection = 0; connection < 20; connection++)
        {
            using var attacker = await RawHttp2.ConnectAsync(server.Grpc);
            for (var burst = 0; burst < 20; burst++)
            {
                for (var call = 0; call < 200; call++)
                {
                    attacker.CallAndReset(call % 2 == 0 ? Open : "/nothing/here");
                }

                if (!await attacker.TrySendAsync())
                {
                    break;
                }
            }

            await attacker.FinishAsync(patience.Token);
        }

        await ShouldHaveSaidNothingAsync();
    }

    private static async Task CallAsync(HttpClient http, string path, byte[] body, (string Name, string Value)? header = null)
    {
        using var request = Request(http, path, body, "application/grpc");
        if (header is { } added)
        {
            request.Headers.TryAddWithoutValidation(added.Name, added.Value);
        }

        using var response = await http.SendAsync(request);
        await response.Content.ReadAsByteArrayAsync();
        var status = response.Headers.Concat(response.TrailingHeaders).Single(field => field.Key == "grpc-status").Value.Single();
        (response.StatusCode, path == Streaming || status != "0").ShouldBe((HttpStatusCode.OK, true), status);
    }

    /// <summary>False if the server closed the connection instead of answering.</summary>
    private static async Task<bool> WebCallAsync(HttpClient http, string path, string kind, byte[] body)
    {
        using var request = Request(http, path, body, kind);
        try
        {
            using var response = await http.SendAsync(request);
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static HttpRequestMessage Request(HttpClient http, string path, byte[] body, string kind)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new ByteArrayContent(body), Version = http.DefaultRequestVersion, VersionPolicy = http.DefaultVersionPolicy,
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(kind);
        request.Headers.TE.ParseAdd("trailers");
        return request;
    }

    /// <summary>Stops the server, so that its log is complete, and checks the log.</summary>
    private async Task ShouldHaveSaidNothingAsync()
    {
        await server.StopAsync();
        server.ShouldHaveSaidOnlyItsGreeting();
    }
}
