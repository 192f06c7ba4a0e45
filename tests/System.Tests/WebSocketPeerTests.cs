using System.Text.Json;
using AudioRooms.Client;
using AudioRooms.Wire.V1;

namespace AudioRooms.System.Tests;

/// <summary>A client of other projects' libraries (Node's <c>ws</c> and <c>protobufjs</c>) in a room with our client.</summary>
public sealed class WebSocketPeerTests : IAsyncLifetime
{
    private const int PacketCount = 60;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private Server server = null!;
    private string roomId = "";

    public async Task InitializeAsync()
    {
        server = await Server.StartAsync();
        await using var host = await server.ClientOfAsync("host");
        roomId = (await host.Rooms.CreateAsync(new CreateRoomRequest { Title = "Peers", Language = "en" })).RoomId;
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task Listen_ASpeakerByGrpc_IsHeardToTheEnd()
    {
        await using var speaker = await Speaker.OnStageAsync(
            await server.ClientOfAsync("anna"), roomId, "anna", TimeSpan.FromSeconds(4));
        await using var peer = await StartAsync("listen", speaker.Packets.Count);

        await speaker.SpeakAsync();

        var seen = await ResultOf(peer);
        seen.GetProperty("protocol").GetString().ShouldBe("audiorooms.v1");

        // A busy machine may make the peer late; then it is told what it missed.
        seen.GetProperty("packets").GetInt32().ShouldBeGreaterThan(0);
        (seen.GetProperty("packets").GetInt32() + seen.GetProperty("missed").GetInt32()).ShouldBe(speaker.Packets.Count);
        seen.GetProperty("repeated").GetInt32().ShouldBe(0);
        EndOf(seen).ShouldBe(("left", 1_000, "left"));
        server.ShouldHaveCleanLog();
    }

    [Fact]
    public async Task Speak_ToAListenerByGrpc_IsHeardAsSent()
    {
        await using var client = await server.ClientOfAsync("listener");
        await using var room = await client.JoinAsync(roomId);
        await using var peer = await StartAsync("speak", PacketCount);

        var heard = new List<HeardPacket>();
        while (heard.Count < PacketCount)
        {
            heard.Add(await room.Packets.ReadAsync().AsTask().WaitAsync(Patience));
        }

        heard.Select(packet => (int)packet.Sequence).ShouldBe(Enumerable.Range(0, PacketCount));
        heard.Select(packet => (int)packet.Opus.Span[1]).ShouldBe(Enumerable.Range(0, PacketCount));
        EndOf(await ResultOf(peer)).ShouldBe(("left", 1_000, "left"));
        server.ShouldHaveCleanLog();
    }

    [Fact]
    public async Task Send_Text_IsClosedByName()
    {
        await using var peer = await StartAsync("text", 0);

        EndOf(await ResultOf(peer)).ShouldBe(("malformed", 4_003, "malformed"));
        server.ShouldHaveCleanLog();
    }

    /// <summary>Starts a peer and waits until it is in the room.</summary>
    private async Task<ProgramRun> StartAsync(string what, int count)
    {
        await using var anonymous = new AudioRoomsClient(new AudioRoomsClientOptions { Server = server.Grpc });
        var token = (await anonymous.AsOperator("development-operator-key").MintTokenAsync("peer", "Peer")).AccessToken;
        var url = new UriBuilder(server.Http) { Scheme = "ws", Path = "/ws" }.Uri;
        var peer = ProgramRun.Start(
            "node",
            [Path.Combine(Checkout.Root, "tests/System.Tests/Peers/peer.mjs"), Path.Combine(
                Checkout.Root, "src/Protocol/Protos"), url.AbsoluteUri, roomId, what, $"{count}"],
            new Dictionary<string, string> { ["AUDIOROOMS_TOKEN"] = token });
        await peer.WaitForLineAsync("joined", Patience);
        return peer;
    }

    private static async Task<JsonElement> ResultOf(ProgramRun peer)
    {
        var line = await peer.WaitForLineAsync("{", Patience);
        (await peer.WaitForExitAsync(Patience)).ShouldBe(0, peer.Errors);
        return JsonDocument.Parse(line).RootElement;
    }

    private static (string? Closing, int Code, string? Reason) EndOf(JsonElement seen) => (
        seen.GetProperty("closing").GetString(), seen.GetProperty("code").GetInt32(), seen.GetProperty("reason").GetString());
}
