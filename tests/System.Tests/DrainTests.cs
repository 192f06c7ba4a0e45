using System.Diagnostics;
using System.Net;
using AudioRooms.Client;
using AudioRooms.Testing;
using AudioRooms.Wire.V1;
using Grpc.Core;
using Grpc.Net.Client;
using Xunit.Abstractions;

namespace AudioRooms.System.Tests;

/// <summary>A process of a cluster leaves: what it has goes to the others first, and it ends in time.</summary>
public sealed class DrainTests(PostgresServer postgres, ITestOutputHelper output) : RunsAlone, IClassFixture<PostgresServer>
{
    private const string Key = "development-operator-key";
    private const int Rooms = 4;
    private const int PacketsInRow = 50;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan HurriedLimit = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Terminate_TheSiloOfTheRooms_TheirListenersElsewhereStayAndCommandsAreAnsweredAtOnce()
    {
        var database = await postgres.CreateDatabaseAsync();
        await using var leaving = await StartAsync(database);
        await using var host = await leaving.ClientOfAsync("host");
        var rooms = new List<string>();
        for (var index = 0; index < Rooms; index++)
        {
            rooms.Add((await host.Rooms.CreateAsync(new CreateRoomRequest { Title = $"Room {index}", Language = "en" })).RoomId);
        }

        await using var staying = await StartAsync(database);
        var ears = new List<Ear>();
        var voices = new List<TalkingPerson>();
        try
        {
            foreach (var (room, index) in rooms.Select((room, index) => (room, index)))
            {
                ears.Add(await Ear.JoinAsync(await staying.ClientOfAsync($"ear_{index}"), room));
                voices.Add(await TalkingPerson.OnStageAsync(await staying.ClientOfAsync($"voice_{index}"), room));
            }

            await Task.WhenAll(ears.Select(ear => ear.HearsInRow(PacketsInRow))).WaitAsync(Patience);
            var missing = ears.Sum(ear => ear.Missing);

            var took = await leaving.TerminateAsync();

            // Every room is awake elsewhere: a command to each is answered, and what was heard goes on.
            var asked = Stopwatch.StartNew();
            await using var visitor = await staying.ClientOfAsync("visitor");
            foreach (var room in rooms)
            {
                (await visitor.Rooms.GetAsync(room)).RoomId.ShouldBe(room);
            }

            output.WriteLine(
                $"Left after {took.TotalSeconds:F1} s; {Rooms} rooms answered within {asked.ElapsedMilliseconds} ms.");
            ears.ForEach(ear => ear.BeginRow());
            await Task.WhenAll(ears.Select(ear => ear.HearsInRow(PacketsInRow))).WaitAsync(Patience);
            output.WriteLine($"Missed {ears.Sum(ear => ear.Missing) - missing} packets of 20 ms in all, {Rooms} listeners.");
            took.ShouldBeLessThan(EndLimit);
            voices.ShouldAllBe(voice => voice.IsOnStage);
            leaving.ShouldHaveCleanLog();
        }
        finally
        {
            foreach (var voice in voices)
            {
                await voice.DisposeAsync();
            }

            foreach (var ear in ears)
            {
                await ear.DisposeAsync();
            }
        }
    }

    [Fact]
    public async Task Drainz_Stay_TakesNobodyUntilItIsCalledOff()
    {
        await using var server = await Server.StartAsync();
        await using var host = await server.ClientOfAsync("host");
        var room = (await host.Rooms.CreateAsync(new CreateRoomRequest { Title = "Here", Language = "en" })).RoomId;
        using var http = new HttpClient { BaseAddress = server.Http };

        (await AskAsync(http, HttpMethod.Post, "/drainz?stay")).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        using (var notReady = await http.GetAsync(new Uri("/readyz", UriKind.Relative)))
        {
            notReady.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            (await notReady.Content.ReadAsStringAsync()).ShouldBe("not ok: The gateway is draining.\n");
        }

        (await http.GetStringAsync(new Uri("/livez", UriKind.Relative))).ShouldBe("ok\n");
        (await http.GetStringAsync(new Uri("/metrics", UriKind.Relative))).ShouldContain("\naudiorooms_draining 1");

        (await AskAsync(http, HttpMethod.Delete, "/drainz")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await http.GetStringAsync(new Uri("/readyz", UriKind.Relative))).ShouldBe("ok\n");
        await using var guest = await server.ClientOfAsync("guest");
        await using var connection = await guest.JoinAsync(room, new RoomConnectionOptions());
        (await AskAsync(http, HttpMethod.Delete, "/drainz")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Drainz_Post_EndsTheProcess()
    {
        await using var server = await Server.StartAsync();
        using var http = new HttpClient { BaseAddress = server.Http };

        (await AskAsync(http, HttpMethod.Post, "/drainz")).StatusCode.ShouldBe(HttpStatusCode.Accepted);

        await server.EndedAsync();
        server.ShouldHaveSaidOnlyItsGreeting();
    }

    [Theory]
    [InlineData(null, null, HttpStatusCode.Unauthorized)]
    [InlineData("wrong-operator-key", null, HttpStatusCode.Unauthorized)]
    [InlineData("an-operator-key-of-a-test", "https://evil.example", HttpStatusCode.Forbidden)]
    public async Task Drainz_InProduction_IsForOperatorsAndNotForPagesFromElsewhere(
        string? key, string? origin, HttpStatusCode expected)
    {
        await using var server = await Server.StartWithAsync(
            new Dictionary<string, string>
            {
                ["AUDIOROOMS_SIGNING_KEY"] = Convert.ToBase64String(new byte[32]),
                ["AUDIOROOMS_OPERATOR_KEY"] = "an-operator-key-of-a-test",
            },
            "--prod");
        using var http = new HttpClient { BaseAddress = server.Http };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/drainz");
        if (key is not null)
        {
            request.Headers.Add("operator-key", key);
        }

        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        using var response = await http.SendAsync(request);

        response.StatusCode.ShouldBe(expected);
        (await http.GetStringAsync(new Uri("/readyz", UriKind.Relative))).ShouldBe("ok\n");
    }

    [Fact]
    public async Task Terminate_Twice_EndsWithinFiveSecondsWhateverIsLeft()
    {
        // One device a second: ten of them take ten seconds.
        const int Devices = 10;
        var database = await postgres.CreateDatabaseAsync();
        await using var server = await Server.StartWithAsync(new Dictionary<string, string>
        {
            ["AUDIOROOMS_DATABASE"] = database, ["AUDIOROOMS_DRAIN__MOVESPERSECOND"] = "1",
        });
        await using var host = await server.ClientOfAsync("host");
        var room = (await host.Rooms.CreateAsync(new CreateRoomRequest { Title = "Slow", Language = "en" })).RoomId;
        using var channel = GrpcChannel.ForAddress(server.Grpc);
        var calls = new List<AsyncDuplexStreamingCall<ClientMessage, ServerMessage>>();
        for (var index = 0; index < Devices; index++)
        {
            calls.Add(await JoinAsync(channel, await server.TokenOfAsync($"ear{index}"), room));
        }

        server.Signal();

        // The first device is told within a second or two of the first signal: the drain is under way.
        await calls[0].ResponseStream.MoveNext(CancellationToken.None).WaitAsync(Patience);
        calls[0].ResponseStream.Current.Closing.Code.ShouldBe("server_stopping");
        var since = Stopwatch.StartNew();
        server.Signal();

        await server.EndedAsync();

        since.Elapsed.ShouldBeLessThan(HurriedLimit);
        calls.ForEach(call => call.Dispose());
    }

    private static async Task<AsyncDuplexStreamingCall<ClientMessage, ServerMessage>> JoinAsync(
        GrpcChannel channel, string token, string room)
    {
        var call = new RoomSession.RoomSessionClient(channel).Connect(new Metadata { { "authorization", $"Bearer {token}" } });
        await call.RequestStream.WriteAsync(new ClientMessage { RequestId = 1, Join = new Join { RoomId = room } });
        (await call.ResponseStream.MoveNext(CancellationToken.None)).ShouldBeTrue();
        call.ResponseStream.Current.Joined.ShouldNotBeNull();
        return call;
    }

    private static async Task<HttpResponseMessage> AskAsync(HttpClient http, HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("operator-key", Key);
        return await http.SendAsync(request);
    }

    private static Task<Server> StartAsync(string database) =>
        Server.StartWithAsync(new Dictionary<string, string> { ["AUDIOROOMS_DATABASE"] = database });
}
