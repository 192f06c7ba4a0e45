using AudioRooms.LoadTester.Lean;
using AudioRooms.Wire.V1;
using Google.Protobuf;

namespace AudioRooms.LoadTester.Tests.Lean;

/// <summary>The lean client's HTTP/2 against Kestrel.</summary>
public sealed class Http2LinkTests : IAsyncLifetime
{
    private static readonly byte[] Ping = new ClientMessage { Ping = new Ping { SentAtMicros = 5 } }.ToByteArray();

    /// <summary>Lengths near the bounds of buffers and frames.</summary>
    private static readonly int[] Lengths = [3, 16_384, 50_000, 1, 16_379, 4_096, 300_000];

    private SessionServer server = null!;
    private Http2Link link = null!;

    public async Task InitializeAsync()
    {
        server = await SessionServer.StartAsync();
        link = await Http2Link.ConnectAsync(server.Address, bitsPerSecond: 0, TimeProvider.System, CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        link.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Open_ACall_CarriesTheTokenAndMessagesBothWays()
    {
        var recorder = new Recorder();

        var channel = link.Open("a-token", recorder);
        channel.TrySend(Ping).ShouldBeTrue();
        var call = await server.CallAsync();

        call.Authorization.ShouldBe("Bearer a-token");
        (await call.ReadAsync())!.Ping.SentAtMicros.ShouldBe(5UL);
        await call.WriteRawAsync([1, 2, 3], [], [4]);
        (await recorder.NextAsync()).ShouldBe([1, 2, 3]);
        (await recorder.NextAsync()).ShouldBeEmpty();
        (await recorder.NextAsync()).ShouldBe([4]);
    }

    [Fact]
    public async Task Take_MessagesLongerThanFramesAndBuffers_AreWhole()
    {
        var recorder = new Recorder();
        link.Open("t", recorder);
        var call = await server.CallAsync();
        var random = new Random(5);
        var sent = Lengths.Select(length =>
        {
            var bytes = new byte[length];
            random.NextBytes(bytes);
            return bytes;
        }).ToArray();

        var writing = call.WriteRawAsync(sent);

        foreach (var message in sent)
        {
            (await recorder.NextAsync()).ShouldBe(message);
        }

        await writing;
    }

    [Fact]
    public async Task Open_SeveralCalls_ShareTheConnectionAndDoNotMix()
    {
        var recorders = Enumerable.Range(0, 10).Select(_ => new Recorder()).ToList();
        var connections = new HashSet<string>();
        foreach (var recorder in recorders)
        {
            link.Open("t", recorder);
            var call = await server.CallAsync();
            connections.Add(call.ConnectionId.Split(':')[0]);
            await call.WriteRawAsync([(byte)connections.Count, (byte)recorders.IndexOf(recorder)]);
        }

        foreach (var recorder in recorders)
        {
            (await recorder.NextAsync())[1].ShouldBe((byte)recorders.IndexOf(recorder));
        }

        connections.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Open_MoreCallsThanTheServerAllows_IsRefusedWithItsLimit()
    {
        var first = new Recorder();
        link.Open("t", first);
        await (await server.CallAsync()).WriteRawAsync([1]);
        await first.NextAsync();
        for (var i = 1; i < 100; i++)
        {
            link.Open("t", new Recorder());
        }

        var oneTooMany = new Recorder();
        var channel = link.Open("t", oneTooMany);

        (await oneTooMany.Ended).Message.ShouldBe("the server allows 100 calls on one connection");
        channel.TrySend(Ping).ShouldBeFalse();
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(7, false)]
    public async Task OnEnded_WithTrailers_SaysWhatTheyDo(int status, bool inOrder)
    {
        var recorder = new Recorder();
        link.Open("t", recorder);
        var call = await server.CallAsync();
        await call.WriteRawAsync([1]);

        call.End(status, "The room is full.", "room_full");

        var ending = await recorder.Ended;
        ending.InOrder.ShouldBe(inOrder);
        if (!inOrder)
        {
            ending.ShouldBe(new LeanEnding(false, "room_full", "The room is full."));
        }
    }

    [Fact]
    public async Task OnEnded_AnswerThatIsNotGrpc_NamesTheHttpStatus()
    {
        await using var elsewhere = await SessionServer.StartAsync();
        using var lost = await Http2Link.ConnectAsync(
            new Uri(elsewhere.Address, "/"), 0, TimeProvider.System, CancellationToken.None);
        var recorder = new Recorder();
        lost.Open("t", recorder);
        var call = await elsewhere.CallAsync();

        call.Over.IsCompleted.ShouldBeFalse();
        call.Forget();

        (await recorder.Ended).Message.ShouldContain("200");
    }

    [Fact]
    public async Task OnEnded_ConnectionCut_ReachesEverybodyOnIt()
    {
        var (one, other) = (new Recorder(), new Recorder());
        link.Open("t", one);
        link.Open("t", other);

        link.Cut();

        (await one.Ended).InOrder.ShouldBeFalse();
        (await other.Ended).InOrder.ShouldBeFalse();
        link.IsOpen.ShouldBeFalse();
    }

    [Fact]
    public async Task Finish_ACall_EndsTheClientsSide()
    {
        var recorder = new Recorder();
        var channel = link.Open("t", recorder);
        channel.TrySend(Ping);
        channel.Finish();
        var call = await server.CallAsync();

        (await call.ReadAsync()).ShouldNotBeNull();
        (await call.ReadAsync()).ShouldBeNull();

        call.End(0);
        (await recorder.Ended).InOrder.ShouldBeTrue();
    }
}
