using System.Net.Sockets;
using AudioRooms.Wire.V1;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;

namespace AudioRooms.System.Tests;

/// <summary>
/// Clients that send forbidden things. Each gets a named refusal or is dropped. Meanwhile two others talk and hear in the same
/// room and lose nothing, and the server's log has no failures.
/// </summary>
public sealed class AbuseTests(RunningServer running) : RunsAlone, IClassFixture<RunningServer>, IAsyncLifetime
{
    private static readonly TimeSpan Conversation = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(10);

    private readonly Server server = running.Server;
    private string roomId = "";
    private Speaker speaker = null!;
    private Listener listener = null!;
    private Task speaking = Task.CompletedTask;

    public async Task InitializeAsync()
    {
        await using var host = await server.ClientOfAsync("host");
        roomId = (await host.Rooms.CreateAsync(new CreateRoomRequest { Title = "Abuse", Language = "en" })).RoomId;
        speaker = await Speaker.OnStageAsync(await server.ClientOfAsync("anna"), roomId, "anna", Conversation);
        listener = await Listener.JoinAsync(
            await server.ClientOfAsync("listener"), roomId, LatencyClass.Interactive, speaker.Packets.Count, onlyFrom: "anna");
        speaking = speaker.SpeakAsync();
    }

    public async Task DisposeAsync()
    {
        await listener.DisposeAsync();
        await speaker.DisposeAsync();
    }

    [Fact]
    public async Task Session_BytesThatAreNoHttp_OthersNoticeNothing()
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(server.Grpc.Host, server.Grpc.Port);
        var random = new Random(7);
        var noise = new byte[64 * 1024];
        random.NextBytes(noise);

        try
        {
            await socket.GetStream().WriteAsync(noise);
            var buffer = new byte[1024];
            using var patience = new CancellationTokenSource(AnswerLimit);
            while (await socket.GetStream().ReadAsync(buffer, patience.Token) > 0)
            {
            }
        }
        catch (IOException)
        {
            // A reset is as good an answer as a closed connection.
        }

        await ShouldNotBeNoticedAsync();
    }

    [Fact]
    public async Task Session_MessageThatIsNoProtobuf_IsClosedWithAName()
    {
        var (status, last) = await SendRawAsync(Enumerable.Repeat((byte)0xFF, 300).ToArray());

        last.ShouldBe("malformed");
        status.StatusCode.ShouldBe(StatusCode.InvalidArgument, status.ToString());
        await ShouldNotBeNoticedAsync();
    }

    [Fact]
    public async Task Session_MessageOfFiveMegabytes_IsRefusedOnItsPrefix()
    {
        var (status, _) = await SendRawAsync(new byte[5 * 1024 * 1024]);

        status.StatusCode.ShouldBe(StatusCode.ResourceExhausted);
        await ShouldNotBeNoticedAsync();
    }

    [Fact]
    public async Task Audio_WithoutBeingOnStage_IsRefusedByName()
    {
        var refusals = await SpeakAsync(onStage: false, packets: 10, _ => new byte[] { 0x48, 1, 2, 3 }, perSecond: 50);

        refusals.ShouldContain("audio_not_on_stage");
        await ShouldNotBeNoticedAsync();
    }

    [Fact]
    public async Task Audio_PacketOf1276Bytes_IsRefusedByName()
    {
        var refusals = await SpeakAsync(
            onStage: true, packets: 5, _ => Enumerable.Repeat((byte)0x48, 1_276).ToArray(), perSecond: 50);

        refusals.ShouldContain("audio_too_large");
        await ShouldNotBeNoticedAsync();
    }

    [Fact]
    public async Task Audio_PacketsOf120Milliseconds_AreRefusedByName()
    {
        // TOC of 20 ms SILK with code 3, then a count of 6 frames: 120 ms (RFC 6716 §3.2.5).
        var refusals = await SpeakAsync(onStage: true, packets: 5, _ => new byte[] { 0x4B, 6, 0, 0, 0, 0, 0, 0 }, perSecond: 50);

        refusals.ShouldContain("audio_not_one_frame");
        await ShouldNotBeNoticedAsync();
    }

    [Fact]
    public async Task Audio_ThousandPacketsASecond_IsCutDownToRealTime()
    {
        var speech = speaker.Packets;

        var refusals = await SpeakAsync(onStage: true, packets: 2_000, i => speech[i % speech.Count].ToArray(), perSecond: 1_000);

        refusals.ShouldContain("audio_too_fast");
        await speaking;
        await listener.Complete.WaitAsync(AnswerLimit);

        // Two seconds at 55 packets a second, the burst of 10, and the last second's remainder.
        listener.CountOf("abuser").ShouldBeInRange(50, 200);
        await ShouldNotBeNoticedAsync();
    }

    /// <summary>Ends the conversation and checks that nothing was lost.</summary>
    private async Task ShouldNotBeNoticedAsync()
    {
        await speaking;
        using var patience = new CancellationTokenSource(AnswerLimit);
        await listener.Complete.WaitAsync(patience.Token);
        listener.Connection.Statistics.Missed.ShouldBe(0);
        listener.Connection.Statistics.Reconnects.ShouldBe(0);
        var heard = listener.CountOf("anna");
        heard.ShouldBe(speaker.Packets.Count);
        server.ShouldHaveCleanLog();
    }

    /// <summary>Joins, takes the stage or not, sends packets, and returns the codes of all refusals and closings.</summary>
    private async Task<HashSet<string>> SpeakAsync(bool onStage, int packets, Func<int, byte[]> packetOf, int perSecond)
    {
        using var channel = GrpcChannel.ForAddress(server.Grpc);
        using var call = new RoomSession.RoomSessionClient(channel).Connect(await HeadersAsync("abuser"));
        await call.RequestStream.WriteAsync(
            new ClientMessage { RequestId = 1, Join = new Join { RoomId = roomId, Latency = LatencyClass.Economy } });
        (await NextAsync(call)).ShouldNotBeNull().BodyCase.ShouldBe(ServerMessage.BodyOneofCase.Joined);
        if (onStage)
        {
            await call.RequestStream.WriteAsync(new ClientMessage { RequestId = 2, TakeStage = new TakeStage() });
            while ((await NextAsync(call)).ShouldNotBeNull().BodyCase != ServerMessage.BodyOneofCase.Ok)
            {
            }
        }

        var sending = SendAsync(call, packets, packetOf, perSecond);
        var codes = new HashSet<string>();
        var ended = false;
        while (!ended && await NextAsync(call) is { } message)
        {
            switch (message.BodyCase)
            {
                case ServerMessage.BodyOneofCase.Refusal:
                    codes.Add(message.Refusal.Code);
                    break;
                case ServerMessage.BodyOneofCase.Closing:
                    codes.Add(message.Closing.Code);
                    ended = true;
                    break;
            }
        }

        await sending;
        return codes;
    }

    private static async Task SendAsync(
        AsyncDuplexStreamingCall<ClientMessage, ServerMessage> call, int packets, Func<int, byte[]> packetOf, int perSecond)
    {
        try
        {
            using var clock = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
            for (var i = 0; i < packets; i++)
            {
                await call.RequestStream.WriteAsync(new ClientMessage
                {
                    Audio = new UplinkPacket
                    {
                        Sequence = (uint)i,
                        Timestamp = (uint)(i * 960),
                        Level = 20,
                        Opus = ByteString.CopyFrom(packetOf(i)),
                    },
                });
                if ((i + 1) % (perSecond / 50) == 0)
                {
                    await clock.WaitForNextTickAsync();
                }
            }

            await call.RequestStream.WriteAsync(new ClientMessage { RequestId = 3, Leave = new Leave() });
        }
        catch (Exception e) when (e is RpcException or InvalidOperationException or IOException)
        {
            // The server closed the call in the middle; the reading side gets the reason.
        }
    }

    /// <summary>
    /// Sends bytes where a message is expected. Returns the call's status and the code of the last Closing or Refusal.
    /// </summary>
    private async Task<(Status Status, string Last)> SendRawAsync(byte[] bytes)
    {
        var identity = Marshallers.Create<byte[]>(value => value, value => value);
        var method = new Method<byte[], byte[]>(
            MethodType.DuplexStreaming, "audiorooms.v1.RoomSession", "Connect", identity, identity);
        using var channel = GrpcChannel.ForAddress(server.Grpc);
        using var call = channel.CreateCallInvoker().AsyncDuplexStreamingCall(
            method, null, new CallOptions(await HeadersAsync("abuser")));
        var last = "";
        try
        {
            await call.RequestStream.WriteAsync(bytes);
        }
        catch (Exception e) when (e is RpcException or InvalidOperationException or IOException)
        {
            // The server refused to read all of it; the answer says why.
        }

        try
        {
            using var patience = new CancellationTokenSource(AnswerLimit);
            while (await call.ResponseStream.MoveNext(patience.Token))
            {
                var message = ServerMessage.Parser.ParseFrom(call.ResponseStream.Current);
                last = message.Closing?.Code ?? message.Refusal?.Code ?? last;
            }

            return (Status.DefaultSuccess, last);
        }
        catch (RpcException e)
        {
            return (e.Status, last);
        }
    }

    private static async Task<ServerMessage?> NextAsync(AsyncDuplexStreamingCall<ClientMessage, ServerMessage> call)
    {
        using var patience = new CancellationTokenSource(AnswerLimit);
        try
        {
            return await call.ResponseStream.MoveNext(patience.Token) ? call.ResponseStream.Current : null;
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.PermissionDenied or StatusCode.InvalidArgument)
        {
            return null;
        }
    }

    private async Task<Metadata> HeadersAsync(string handle)
    {
        using var channel = GrpcChannel.ForAddress(server.Grpc);
        var minted = await new Accounts.AccountsClient(channel).MintTokenAsync(
            new MintTokenRequest { Handle = handle, DisplayName = handle },
            new Metadata { { "operator-key", "development-operator-key" } });
        return new Metadata { { "authorization", $"Bearer {minted.AccessToken}" } };
    }
}
