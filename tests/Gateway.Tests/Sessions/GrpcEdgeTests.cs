using System.Net;
using AudioRooms.Gateway.Tests.Fakes;
using AudioRooms.Wire.V1;
using Google.Protobuf;
using Grpc.Core;

namespace AudioRooms.Gateway.Tests.Sessions;

/// <summary>The gateway as seen by a network client: real Kestrel, real HTTP/2, fake grains.</summary>
public sealed class GrpcEdgeTests(GatewayHost host) : IClassFixture<GatewayHost>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // All tests of the class share one host, so each uses a handle of its own.
    [Fact]
    public async Task SignUp_ThenWhoAmI_NamesThePerson()
    {
        var signedIn = await host.Accounts.SignUpAsync(
            new SignUpRequest { Handle = "Grace", Password = "correct horse", DisplayName = "Grace H." });

        var me = await host.Accounts.WhoAmIAsync(
            new WhoAmIRequest(), new Metadata { { "authorization", $"Bearer {signedIn.AccessToken}" } });

        me.ShouldBe(new WhoAmIResponse { UserId = signedIn.UserId, Handle = "grace", DisplayName = "Grace H." });
    }

    [Fact]
    public async Task SignIn_WithAnotherPassword_IsRefusedWithItsCode()
    {
        await host.Accounts.SignUpAsync(
            new SignUpRequest { Handle = "linus", Password = "correct horse", DisplayName = "Linus" });

        var refused = await Should.ThrowAsync<RpcException>(
            async () => await host.Accounts.SignInAsync(new SignInRequest { Handle = "linus", Password = "wrong horse" }));

        refused.StatusCode.ShouldBe(StatusCode.Unauthenticated);
        refused.Trailers.GetValue("refusal-code").ShouldBe("credentials_wrong");
    }

    [Fact]
    public async Task SignIn_TooOften_IsRefusedWithTheTimeToWait()
    {
        RpcException? refused = null;
        for (var attempt = 0; attempt < 7; attempt++)
        {
            refused = await Should.ThrowAsync<RpcException>(
                async () =>
                    await host.Accounts.SignInAsync(new SignInRequest { Handle = "mallory", Password = "guess number one" }));
        }

        refused!.StatusCode.ShouldBe(StatusCode.ResourceExhausted);
        refused.Trailers.GetValue("refusal-code").ShouldBe("rate_limited");
        int.Parse(refused.Trailers.GetValue("retry-after-ms")!, System.Globalization.CultureInfo.InvariantCulture)
            .ShouldBeInRange(1, 12_000);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    [InlineData("operator-key-of-the-tests ")]
    public async Task MintToken_WithoutTheOperatorsKey_IsRefused(string? key)
    {
        var metadata = new Metadata();
        if (key is not null)
        {
            metadata.Add("operator-key", key);
        }

        var refused = await Should.ThrowAsync<RpcException>(
            async () =>
                await host.Accounts.MintTokenAsync(new MintTokenRequest { Handle = "bot", DisplayName = "Bot" }, metadata));

        refused.StatusCode.ShouldBe(StatusCode.PermissionDenied);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer x")]
    [InlineData("Basic YTpi")]
    public async Task Calls_WithoutAToken_AllLookAlike(string? authorization)
    {
        var metadata = new Metadata();
        if (authorization is not null)
        {
            metadata.Add("authorization", authorization);
        }

        var unary = await Should.ThrowAsync<RpcException>(
            async () => await host.Rooms.ListRoomsAsync(new ListRoomsRequest(), metadata));
        using var session = host.Sessions.Connect(metadata);
        var streaming = await Should.ThrowAsync<RpcException>(() => session.ResponseStream.MoveNext(CancellationToken.None));

        unary.Status.ShouldBe(streaming.Status);
        unary.StatusCode.ShouldBe(StatusCode.Unauthenticated);
    }

    [Fact]
    public async Task CreateRoom_TwiceWithOneKey_IsOneRoom()
    {
        var ada = await host.SignInAsync("key_ada");
        var ben = await host.SignInAsync("key_ben");
        var request = new CreateRoomRequest { Title = "Once", Language = "en", IdempotencyKey = "k1" };

        var first = await host.Rooms.CreateRoomAsync(request, ada);
        var again = await host.Rooms.CreateRoomAsync(request, ada);
        var others = await host.Rooms.CreateRoomAsync(request, ben);

        again.RoomId.ShouldBe(first.RoomId);
        others.RoomId.ShouldNotBe(first.RoomId);
    }

    [Fact]
    public async Task GetRoom_WithoutAToken_ShowsTheCard()
    {
        var room = host.Cluster.CreateRoom(People.Ada);

        (await host.Rooms.GetRoomAsync(new GetRoomRequest { RoomId = room.Id.Value })).Title.ShouldBe("Coffee");
    }

    [Fact]
    public async Task EndRoom_BySomebodyElse_IsRefused()
    {
        var room = host.Cluster.CreateRoom(People.Ada);
        var ben = await host.SignInAsync("end_ben");

        var refused = await Should.ThrowAsync<RpcException>(
            async () => await host.Rooms.EndRoomAsync(new EndRoomRequest { RoomId = room.Id.Value }, ben));

        refused.Trailers.GetValue("refusal-code").ShouldBe("not_owner");
    }

    [Fact]
    public async Task Connect_SpeakerAndListener_SoundArrives()
    {
        var room = host.Cluster.CreateRoom(People.Ada);
        using var speaker = host.Sessions.Connect(await host.SignInAsync("sound_speaker"));
        using var listener = host.Sessions.Connect(await host.SignInAsync("sound_listener"));
        await JoinAsync(listener, room.Id.Value, LatencyClass.Audience);
        await JoinAsync(speaker, room.Id.Value, LatencyClass.Interactive);
        await speaker.RequestStream.WriteAsync(new ClientMessage { RequestId = 1, TakeStage = new TakeStage() });
        await NextAsync(speaker, message => message.Ok is not null);

        for (var sequence = 1u; sequence <= 10; sequence++)
        {
            await speaker.RequestStream.WriteAsync(new ClientMessage { Audio = Sounds.Uplink(sequence) });
        }

        var heard = new List<uint>();
        while (heard.Count < 10)
        {
            var bundle = (await NextAsync(listener, message => message.Bundle is not null)).Bundle;
            bundle.Position.ShouldBe((ulong)heard.Count);
            heard.AddRange(bundle.Packets.Select(packet => packet.Sequence));
        }

        heard.ShouldBe(Enumerable.Range(1, 10).Select(sequence => (uint)sequence));
    }

    [Fact]
    public async Task Connect_AMessageAboveTheLimit_EndsWithResourceExhausted()
    {
        var room = host.Cluster.CreateRoom(People.Ada);
        using var call = host.Sessions.Connect(await host.SignInAsync("large"));
        await JoinAsync(call, room.Id.Value, LatencyClass.Audience);

        // Fails only if the refusal overtakes the message.
        _ = await Record.ExceptionAsync(() => call.RequestStream.WriteAsync(new ClientMessage
        {
            Audio = new UplinkPacket { Opus = ByteString.CopyFrom(new byte[70_000]) },
        }));
        var ended = await Should.ThrowAsync<RpcException>(() => NextAsync(call, _ => false));

        ended.StatusCode.ShouldBe(StatusCode.ResourceExhausted);
        host.Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Connect_BytesThatAreNoMessage_EndsWithInvalidArgumentAndNothingInTheLog()
    {
        var garbage = new Method<byte[], ServerMessage>(
            MethodType.DuplexStreaming,
            RoomSession.Descriptor.FullName,
            "Connect",
            Marshallers.Create(static bytes => bytes, static bytes => bytes),
            Marshallers.Create(static message => message.ToByteArray(), ServerMessage.Parser.ParseFrom));
        using var call = host.Channel.CreateCallInvoker().AsyncDuplexStreamingCall(
            garbage, null, new CallOptions(await host.SignInAsync("garbage")));

        await call.RequestStream.WriteAsync([0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]);
        (await call.ResponseStream.MoveNext(CancellationToken.None)).ShouldBeTrue();
        call.ResponseStream.Current.Closing.Code.ShouldBe("malformed");
        var ended = await Should.ThrowAsync<RpcException>(() => call.ResponseStream.MoveNext(CancellationToken.None));

        ended.StatusCode.ShouldBe(StatusCode.InvalidArgument);
        host.Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Connect_CutByTheClient_LeavesNothingInTheLog()
    {
        var room = host.Cluster.CreateRoom(People.Ada);
        using (var call = host.Sessions.Connect(await host.SignInAsync("cutter")))
        {
            await JoinAsync(call, room.Id.Value, LatencyClass.Audience);
        }

        using var after = host.Sessions.Connect(await host.SignInAsync("cutter"));
        await JoinAsync(after, room.Id.Value, LatencyClass.Audience);

        host.Problems.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/livez", HttpStatusCode.OK, "ok")]
    [InlineData("/readyz", HttpStatusCode.OK, "ok")]
    [InlineData("/metrics", HttpStatusCode.OK, "dotnet_process_cpu_time_seconds_total")]
    [InlineData("/", HttpStatusCode.OK, "AudioRooms runs here")]
    [InlineData("/nothing", HttpStatusCode.NotFound, "")]
    public async Task Get_APage_Answers(string path, HttpStatusCode status, string content)
    {
        using var response = await host.Http.GetAsync(new Uri(path, UriKind.Relative));

        response.StatusCode.ShouldBe(status);
        (await response.Content.ReadAsStringAsync()).ShouldContain(content);
    }

    private static async Task<Joined> JoinAsync(
        AsyncDuplexStreamingCall<ClientMessage, ServerMessage> call, string room, LatencyClass latency)
    {
        await call.RequestStream.WriteAsync(new ClientMessage { Join = new Join { RoomId = room, Latency = latency } });
        return (await NextAsync(call, message => message.Joined is not null)).Joined;
    }

    private static async Task<ServerMessage> NextAsync(
        AsyncDuplexStreamingCall<ClientMessage, ServerMessage> call, Func<ServerMessage, bool> isIt)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await call.ResponseStream.MoveNext(patience.Token))
        {
            if (isIt(call.ResponseStream.Current))
            {
                return call.ResponseStream.Current;
            }
        }

        throw new InvalidOperationException("The call ended.");
    }
}
