using AudioRooms.Client;
using AudioRooms.Wire.V1;

namespace AudioRooms.System.Tests;

/// <summary>Rooms by WebSocket with the whole product: the client, the command line, a broken network.</summary>
public sealed class WebSocketTests(RunningServer running) : RunsAlone, IClassFixture<RunningServer>
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Server server = running.Server;

    [Fact]
    public async Task Listen_ByBothTransports_HearsWhatASpeakerByWebSocketSaid()
    {
        var roomId = await NewRoomAsync();
        await using var speaker = await Speaker.OnStageAsync(
            await server.ClientOfAsync("anna", RoomTransport.WebSocket), roomId, "anna", Duration);
        await using var browser = await Listener.JoinAsync(
            await server.ClientOfAsync("browser", RoomTransport.WebSocket),
            roomId,
            LatencyClass.Audience,
            speaker.Packets.Count,
            speakers: [speaker]);
        await using var phone = await Listener.JoinAsync(
            await server.ClientOfAsync("phone"), roomId, LatencyClass.Audience, speaker.Packets.Count, speakers: [speaker]);

        await speaker.SpeakAsync();

        await browser.Complete.WaitAsync(Patience);
        await phone.Complete.WaitAsync(Patience);
        browser.Mismatches.ShouldBe(0);
        phone.Mismatches.ShouldBe(0);
        browser.Connection.Statistics.Missed.ShouldBe(0);
        server.ShouldHaveCleanLog();
    }

    [Fact]
    public async Task Listen_WebSocketResetInMidSpeech_ResumesAndLosesNothing()
    {
        await using var proxy = new ResettingProxy(server.Http);
        await using var speaker = await Speaker.OnStageAsync(
            await server.ClientOfAsync("anna"), await NewRoomAsync(), "anna", Duration);
        await using var client = await server.ClientOfAsync("listener", RoomTransport.WebSocket, http: proxy.Address);
        await using var room = await client.JoinAsync(speaker.Connection.RoomId);

        var speaking = speaker.SpeakAsync();
        var sequences = new List<int>();
        await foreach (var packet in room.Packets.ReadAllAsync())
        {
            sequences.Add(packet.Sequence);
            if (sequences.Count == speaker.Packets.Count / 2)
            {
                proxy.Reset();
            }

            if (packet.Sequence == speaker.Packets.Count - 1)
            {
                break;
            }
        }

        await speaking;
        sequences.ShouldBe(Enumerable.Range(0, speaker.Packets.Count));
        room.Statistics.Reconnects.ShouldBe(1);
        room.Statistics.Missed.ShouldBe(0);
        proxy.Connections.ShouldBe(2);
        server.ShouldHaveCleanLog();
    }

    [Fact]
    public async Task Join_RoomThatIsNotThere_IsRefusedAsByGrpc()
    {
        await using var byWebSocket = await server.ClientOfAsync("lost", RoomTransport.WebSocket);
        await using var byGrpc = await server.ClientOfAsync("lost");

        var refused = await Should.ThrowAsync<RefusedException>(() => byWebSocket.JoinAsync("nowhere"));

        var expected = await Should.ThrowAsync<RefusedException>(() => byGrpc.JoinAsync("nowhere"));
        (refused.Code, refused.Message).ShouldBe((expected.Code, expected.Message));
    }

    [Fact]
    public async Task Join_WithoutAGoodToken_IsRefusedAtTheDoor()
    {
        await using var client = new AudioRoomsClient(new AudioRoomsClientOptions
        {
            Server = server.Grpc,
            HttpServer = server.Http,
            Transport = RoomTransport.WebSocket,
            AccessToken = _ => ValueTask.FromResult<string?>("nonsense"),
        });

        var refused = await Should.ThrowAsync<RefusedException>(() => client.JoinAsync("any"));

        refused.Code.ShouldBe("token_invalid");
    }

    [Fact]
    public async Task Join_AddressWithoutAServer_SaysThatItCannotBeReached()
    {
        // No server listens on port 1 (tcpmux) here.
        await using var client = new AudioRoomsClient(new AudioRoomsClientOptions
        {
            HttpServer = new Uri("http://127.0.0.1:1"),
            Transport = RoomTransport.WebSocket,
        });

        var lost = await Should.ThrowAsync<ConnectionLostException>(() => client.JoinAsync("any"));

        lost.Message.ShouldContain("127.0.0.1:1");
    }

    [Fact]
    public async Task Leave_ByWebSocket_EndsInGoodOrder()
    {
        await using var client = await server.ClientOfAsync("guest", RoomTransport.WebSocket);
        await using var room = await client.JoinAsync(await NewRoomAsync());

        await room.LeaveAsync();

        (await room.Closed).Code.ShouldBe("left");
        server.ShouldHaveCleanLog();
    }

    [Fact]
    public async Task CommandLine_SpeakAndListenByWebSocket_SoundArrives()
    {
        var roomId = await NewRoomAsync();
        using var anna = new CommandLine(server.Grpc);
        using var ben = new CommandLine(server.Grpc);
        var path = Path.Combine(ben.Home, "heard.opus");
        string[] byWebSocket = ["--transport", "ws", "--http", server.Http.AbsoluteUri];
        await using var client = await server.ClientOfAsync("witness");
        await using var room = await client.JoinAsync(roomId);

        await using var speaking = anna.Start(["speak", "--room", roomId, Checkout.Voice("anna"), "--loop", .. byWebSocket]);
        await room.Packets.ReadAsync().AsTask().WaitAsync(Patience);
        var heard = await ben.JsonAsync(["listen", "--room", roomId, "--out", path, "--seconds", "4", .. byWebSocket]);
        speaking.Interrupt();

        heard.GetProperty("packets").GetInt64().ShouldBeGreaterThan(0);
        heard.GetProperty("reconnects").GetInt32().ShouldBe(0);
        Decoded.SoundOf(path).Count.ShouldBeGreaterThan(0);
        (await speaking.WaitForExitAsync(Patience)).ShouldBe(0, speaking.Errors);
        server.ShouldHaveCleanLog();
    }

    private async Task<string> NewRoomAsync()
    {
        await using var host = await server.ClientOfAsync("host");
        return (await host.Rooms.CreateAsync(new CreateRoomRequest { Title = "WebSocket", Language = "en" })).RoomId;
    }
}
