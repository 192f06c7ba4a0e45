using System.Net.WebSockets;
using AudioRooms.Gateway.Tests.Fakes;
using AudioRooms.Gateway.Tests.Sessions;
using AudioRooms.Wire.V1;
using Google.Protobuf;
using Grpc.Core;

namespace AudioRooms.Gateway.Tests.Transport;

/// <summary>A room by WebSocket, as seen by a network client: real Kestrel, fake grains.</summary>
public sealed class WebSocketEdgeTests(GatewayHost host) : IClassFixture<GatewayHost>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Connect_ListenersOnBothTransports_HearTheSamePackets()
    {
        var room = host.Cluster.CreateRoom(People.Ada).Id.Value;
        using var browser = await ConnectAsync("both_browser");
        using var phone = host.Sessions.Connect(await host.SignInAsync("both_phone"));
        using var speaker = await ConnectAsync("both_speaker");
        await browser.JoinAsync(room);
        await phone.RequestStream.WriteAsync(
            new ClientMessage { Join = new Join { RoomId = room, Latency = LatencyClass.Audience } });
        (await phone.ResponseStream.MoveNext(CancellationToken.None)).ShouldBeTrue();
        await TakeStageAsync(speaker, room);

        for (var sequence = 1u; sequence <= 10; sequence++)
        {
            await speaker.SendAsync(new ClientMessage { Audio = Sounds.Uplink(sequence) });
        }

        var byWebSocket = await browser.HearAsync(10);
        byWebSocket.ShouldBe(Enumerable.Range(0, 10).Select(index => ((ulong)index, (uint)index + 1)));
        (await HearAsync(phone, 10)).ShouldBe(byWebSocket);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Join_AfterACutWithTheTokenOfEitherTransport_ResumesAtTheLostPacket(bool fromGrpc)
    {
        var room = host.Cluster.CreateRoom(People.Ada).Id.Value;
        var signedIn = await host.SignInAsync(fromGrpc ? "resume_grpc" : "resume_ws");
        using var speaker = await ConnectAsync(fromGrpc ? "resume_speaker1" : "resume_speaker2");
        string token;
        if (fromGrpc)
        {
            using var call = host.Sessions.Connect(signedIn);
            await call.RequestStream.WriteAsync(
                new ClientMessage { Join = new Join { RoomId = room, Latency = LatencyClass.Audience } });
            (await call.ResponseStream.MoveNext(CancellationToken.None)).ShouldBeTrue();
            token = call.ResponseStream.Current.Joined.ResumeToken;
        }
        else
        {
            using var first = await SocketDevice.ConnectAsync(host, signedIn);
            token = (await first.JoinAsync(room)).ResumeToken;
            first.Socket.Abort();
        }

        await TakeStageAsync(speaker, room);
        for (var sequence = 1u; sequence <= 5; sequence++)
        {
            await speaker.SendAsync(new ClientMessage { Audio = Sounds.Uplink(sequence) });
        }

        // The speaker's own answer comes after the gateway has taken its packets.
        await speaker.SendAsync(new ClientMessage { Ping = new Ping() });
        await speaker.NextAsync(message => message.Pong is not null);
        using var again = await SocketDevice.ConnectAsync(host, signedIn);
        var joined = await again.JoinAsync(room, resumeToken: token, position: 2);

        joined.Resumed.ShouldBeTrue();
        joined.Position.ShouldBe(2ul);
        (await again.HearAsync(3)).ShouldBe([(2ul, 3u), (3ul, 4u), (4ul, 5u)]);
    }

    [Fact]
    public async Task Join_OnGrpcWithTheTokenOfAWebSocket_Resumes()
    {
        var room = host.Cluster.CreateRoom(People.Ada).Id.Value;
        var signedIn = await host.SignInAsync("resume_back");
        string token;
        using (var first = await SocketDevice.ConnectAsync(host, signedIn))
        {
            token = (await first.JoinAsync(room)).ResumeToken;
        }

        using var call = host.Sessions.Connect(signedIn);
        await call.RequestStream.WriteAsync(new ClientMessage
        {
            Join = new Join { RoomId = room, Latency = LatencyClass.Audience, ResumeToken = token, ResumePosition = 0 },
        });
        (await call.ResponseStream.MoveNext(CancellationToken.None)).ShouldBeTrue();

        call.ResponseStream.Current.Joined.Resumed.ShouldBeTrue();
    }

    [Fact]
    public async Task Leave_ThenCloseInOneBreath_IsDoneBeforeTheEnd()
    {
        var room = host.Cluster.CreateRoom(People.Ada);
        using var device = await ConnectAsync("leaver");
        await TakeStageAsync(device, room.Id.Value);
        var stage = (await room.GetAsync()).Value!.Stage;
        stage.Members.ShouldHaveSingleItem();

        await device.SendAsync(new ClientMessage { Leave = new Leave() });
        await device.Socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        while (await device.NextAsync() is not null)
        {
        }

        device.Socket.CloseStatus.ShouldBe(WebSocketCloseStatus.NormalClosure);
        (await room.GetAsync()).Value!.Stage.Members.ShouldBeEmpty();
    }

    [Fact]
    public async Task Session_BytesThatAreNoMessage_AreClosedByName() =>
        await ShouldCloseAsync("garbage", device => device.SendAsync(new byte[] { 0xFF, 0xFF, 0xFF }), "malformed", 4_003);

    [Fact]
    public async Task Session_Text_IsClosedByName() =>
        await ShouldCloseAsync(
            "text", device => device.SendAsync("{}"u8.ToArray(), WebSocketMessageType.Text), "malformed", 4_003);

    [Fact]
    public async Task Session_MessageAboveTheLimit_IsClosedByName() => await ShouldCloseAsync(
        "large",
        device => device.SendAsync(
            new ClientMessage { Audio = new UplinkPacket { Opus = ByteString.CopyFrom(new byte[70_000]) } }),
        "message_too_large",
        4_008);

    [Fact]
    public async Task Session_WithoutJoin_EndsWithTheRefusalsCode()
    {
        using var device = await ConnectAsync("no_join");
        await device.SendAsync(new ClientMessage { Ping = new Ping() });

        var (_, code, reason) = await device.EndAsync();

        (code, reason).ShouldBe((4_003, "join_expected"));
    }

    [Fact]
    public async Task Join_RoomThatIsNotThere_IsRefusedAndEndsWithItsCode()
    {
        using var device = await ConnectAsync("lost");
        await device.SendAsync(
            new ClientMessage { RequestId = 7, Join = new Join { RoomId = "nowhere", Latency = LatencyClass.Audience } });

        var (last, code, reason) = await device.EndAsync();

        last!.Refusal.RequestId.ShouldBe(7ul);
        (code, reason).ShouldBe((4_005, "room_not_found"));
        reason.ShouldBe(last.Refusal.Code);
    }

    [Fact]
    public async Task Session_MalformedFirstMessage_IsClosedByName()
    {
        using var device = await ConnectAsync("first_garbage");
        await device.SendAsync([0xFF]);

        var (last, _, reason) = await device.EndAsync();

        last!.Closing.Code.ShouldBe("malformed");
        reason.ShouldBe("malformed");
    }

    [Fact]
    public async Task Session_SignedOutElsewhere_IsClosedByName()
    {
        var signedIn = await host.Accounts.SignUpAsync(
            new SignUpRequest { Handle = "out_ws", Password = "correct horse", DisplayName = "Out" });
        var token = new Metadata { { "authorization", $"Bearer {signedIn.AccessToken}" } };
        using var device = await SocketDevice.ConnectAsync(host, token);
        await device.JoinAsync(host.Cluster.CreateRoom(People.Ada).Id.Value);

        await host.Accounts.SignOutAsync(new SignOutRequest(), token);

        var (last, code, reason) = await device.EndAsync();
        last!.Closing.Code.ShouldBe("signed_out");
        (code, reason).ShouldBe((4_016, "signed_out"));
    }

    [Fact]
    public async Task Session_SecondDeviceOfThePersonOnTheOtherTransport_ReplacesTheFirst()
    {
        var room = host.Cluster.CreateRoom(People.Ada).Id.Value;
        var signedIn = await host.SignInAsync("replaced");
        using var device = await SocketDevice.ConnectAsync(host, signedIn);
        await device.JoinAsync(room);
        using var call = host.Sessions.Connect(signedIn);
        await call.RequestStream.WriteAsync(
            new ClientMessage { Join = new Join { RoomId = room, Latency = LatencyClass.Audience } });

        var (_, code, reason) = await device.EndAsync();

        (code, reason).ShouldBe((4_010, "replaced"));
    }

    [Fact]
    public async Task Session_CutByTheDevice_LeavesNothingInTheLogAndNoConnection()
    {
        var room = host.Cluster.CreateRoom(People.Ada).Id.Value;
        using (var device = await ConnectAsync("cut"))
        {
            await device.JoinAsync(room);
            await device.Socket.SendAsync(
                new byte[100], WebSocketMessageType.Binary, endOfMessage: false, CancellationToken.None);
            device.Socket.Abort();
        }

        using var after = await ConnectAsync("cut");
        await after.JoinAsync(room);

        host.Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Metrics_AConnectionByWebSocket_IsCountedAsOne()
    {
        var own = new GatewayHost();
        await own.InitializeAsync();
        using (own)
        {
            using (var device = await SocketDevice.ConnectAsync(own, await own.SignInAsync("counted")))
            {
                await device.JoinAsync(own.Cluster.CreateRoom(People.Ada).Id.Value);

                var figures = await own.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative));

                figures.ShouldContain("audiorooms_connections{transport=\"websocket\"} 1\n");
                figures.ShouldContain("audiorooms_connections{transport=\"grpc\"} 0\n");
            }

            await own.DisposeAsync();
        }
    }

    [Fact]
    public async Task Stop_OfTheServer_SaysGoodbyeToEverybody()
    {
        var own = new GatewayHost();
        await own.InitializeAsync();
        using var device = await SocketDevice.ConnectAsync(own, await own.SignInAsync("guest"));
        await device.JoinAsync(own.Cluster.CreateRoom(People.Ada).Id.Value);

        var stopping = own.DisposeAsync();

        var (last, code, reason) = await device.EndAsync();
        last!.Closing.Resume.ShouldBeTrue();
        (code, reason).ShouldBe((4_014, "server_stopping"));
        await stopping.WaitAsync(Patience);
        own.Problems.ShouldBeEmpty();
        own.Dispose();
    }

    private async Task ShouldCloseAsync(string handle, Func<SocketDevice, Task> misbehave, string reason, int code)
    {
        using var device = await ConnectAsync(handle);
        await device.JoinAsync(host.Cluster.CreateRoom(People.Ada).Id.Value);

        await misbehave(device);

        var ended = await device.EndAsync();
        ended.Last!.Closing.Code.ShouldBe(reason);
        ended.Last.Closing.Resume.ShouldBeFalse();
        (ended.Code, ended.Reason).ShouldBe((code, reason));
        host.Problems.ShouldBeEmpty();
    }

    private async Task<SocketDevice> ConnectAsync(string handle) =>
        await SocketDevice.ConnectAsync(host, await host.SignInAsync(handle));

    private static async Task TakeStageAsync(SocketDevice device, string room)
    {
        await device.JoinAsync(room, LatencyClass.Interactive);
        await device.SendAsync(new ClientMessage { RequestId = 1, TakeStage = new TakeStage() });
        await device.NextAsync(message => message.Ok is not null);
    }

    private static async Task<List<(ulong Position, uint Sequence)>> HearAsync(
        AsyncDuplexStreamingCall<ClientMessage, ServerMessage> call, int packets)
    {
        var heard = new List<(ulong, uint)>();
        while (heard.Count < packets && await call.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(Patience))
        {
            var bundle = call.ResponseStream.Current.Bundle;
            heard.AddRange((bundle?.Packets ?? []).Select((packet, index) => (bundle!.Position + (ulong)index, packet.Sequence)));
        }

        return heard;
    }
}
