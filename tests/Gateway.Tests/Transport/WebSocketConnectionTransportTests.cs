using System.Net.WebSockets;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Gateway.Transport;
using AudioRooms.Protocol;
using AudioRooms.Wire.V1;
using Google.Protobuf;

namespace AudioRooms.Gateway.Tests.Transport;

public sealed class WebSocketConnectionTransportTests : IAsyncLifetime
{
    private const int MessageBytesMax = 64 * 1_024;
    private const int Continuation = 0;
    private const int Text = 1;
    private const int Binary = 2;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly EncodedMessagePool pool = new();
    private SocketPair pair = null!;
    private WebSocketConnectionTransport transport = null!;
    private int cuts;

    public async Task InitializeAsync()
    {
        pair = await SocketPair.ConnectAsync();
        transport = new WebSocketConnectionTransport(pair.Server, MessageBytesMax, () => cuts++);
    }

    public Task DisposeAsync()
    {
        pair.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(80)]
    [InlineData(504)]
    [InlineData(505)]
    [InlineData(3_000)]
    [InlineData(60_000)]
    public async Task ReadAsync_AMessageOfAnySize_IsThatMessage(int bytes)
    {
        var message = Speech(bytes);
        await pair.Wire.WriteAsync(SocketPair.Frame(Binary, message.ToByteArray()));
        await pair.Wire.WriteAsync(SocketPair.Frame(Binary, Speech(7).ToByteArray()));

        (await ReadAsync()).ShouldBe(message);
        (await ReadAsync()).ShouldBe(Speech(7));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(1_000)]
    public async Task ReadAsync_AMessageInFragments_IsOneMessage(int fragmentBytes)
    {
        var message = Speech(2_000);
        var bytes = message.ToByteArray();
        for (var from = 0; from < bytes.Length; from += fragmentBytes)
        {
            var part = bytes.AsSpan(from, Math.Min(fragmentBytes, bytes.Length - from));
            pair.Wire.Write(SocketPair.Frame(from == 0 ? Binary : Continuation, part, isFinal: false));
        }

        await pair.Wire.WriteAsync(SocketPair.Frame(Continuation, []));

        (await ReadAsync()).ShouldBe(message);
    }

    [Fact]
    public async Task ReadAsync_FragmentsWithoutEndOrContent_AreMalformed()
    {
        await pair.Wire.WriteAsync(SocketPair.Frame(Binary, [], isFinal: false));
        for (var more = 0; more < 20; more++)
        {
            await pair.Wire.WriteAsync(SocketPair.Frame(Continuation, [], isFinal: false));
        }

        (await ReadAsync()).ShouldBeSameAs(WireCodec.Malformed);
    }

    [Fact]
    public async Task ReadAsync_ByteByByteOnTheWire_IsTheMessage()
    {
        var message = Speech(60);
        foreach (var octet in SocketPair.Frame(Binary, message.ToByteArray()))
        {
            await pair.Wire.WriteAsync(new[] { octet });
        }

        (await ReadAsync()).ShouldBe(message);
    }

    [Fact]
    public async Task ReadAsync_Text_IsMalformed()
    {
        await pair.Wire.WriteAsync(SocketPair.Frame(Text, "{\"join\":{}}"u8));

        (await ReadAsync()).ShouldBeSameAs(WireCodec.Malformed);
    }

    [Fact]
    public async Task ReadAsync_BytesThatAreNoMessage_AreMalformed()
    {
        await pair.Wire.WriteAsync(SocketPair.Frame(Binary, [0xFF, 0xFF, 0xFF]));

        (await ReadAsync()).ShouldBeSameAs(WireCodec.Malformed);
    }

    [Fact]
    public async Task ReadAsync_AFrameAboveTheLimit_IsTooLargeBeforeItsEnd()
    {
        // The header says 4 GiB, and one byte more than allowed follows.
        byte[] head = [0x80 | Binary, 0x80 | 127, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0];
        var read = ReadAsync();

        await pair.Wire.WriteAsync(head);
        await pair.Wire.WriteAsync(new byte[MessageBytesMax + 1]);

        (await read).ShouldBeSameAs(WireCodec.TooLarge);
    }

    [Fact]
    public async Task ReadAsync_ManyFragmentsAboveTheLimit_AreTooLarge()
    {
        var read = ReadAsync();

        for (var sent = 0; sent <= MessageBytesMax; sent += 10_000)
        {
            await pair.Wire.WriteAsync(SocketPair.Frame(sent == 0 ? Binary : Continuation, new byte[10_000], isFinal: false));
        }

        (await read).ShouldBeSameAs(WireCodec.TooLarge);
    }

    [Fact]
    public async Task ReadAsync_ACloseFrame_IsTheEnd()
    {
        await pair.Wire.WriteAsync(SocketPair.Frame(8, []));

        (await ReadAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task ReadAsync_ConnectionResetWithinAFrame_IsABrokenConnection()
    {
        var read = ReadAsync();
        await pair.Wire.WriteAsync(SocketPair.Frame(Binary, new byte[100]).AsMemory(0, 50));

        pair.Reset();

        await Should.ThrowAsync<IOException>(() => read);
    }

    [Theory]
    [InlineData(0x80 | Binary | 0x40, 0x80)] // a reserved bit: compression that was not negotiated
    [InlineData(0x80 | 3, 0x80)] // an opcode that does not exist
    [InlineData(0x80 | Binary, 1)] // not masked, which only a server's frame may be
    [InlineData(0x80 | Continuation, 0x80)] // a continuation without a start
    public async Task ReadAsync_WhatIsNoFrame_IsABrokenConnection(int first, int second)
    {
        await pair.Wire.WriteAsync(new byte[] { (byte)first, (byte)second, 0, 0, 0, 0, 0, 0 });

        await Should.ThrowAsync<IOException>(ReadAsync);
    }

    [Fact]
    public async Task ReadAsync_Interrupted_LeavesTheConnectionGoodForGoodbye()
    {
        using var stop = new CancellationTokenSource();
        var read = transport.ReadAsync(stop.Token).AsTask();
        var device = pair.Device();
        var farewell = device.ReceiveAsync(new byte[100], CancellationToken.None);

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => read);
        await WriteAsync(new ServerMessage { Closing = new Closing { Code = "too_slow" } });
        (await farewell.WaitAsync(Patience)).EndOfMessage.ShouldBeTrue();
        var closing = transport.CloseAsync(WireErrors.Of(ClosingReason.TooSlow, new ConfiguredBounds()), TimeProvider.System);
        (await device.ReceiveAsync(new byte[100], CancellationToken.None).WaitAsync(Patience)).CloseStatusDescription.ShouldBe(
            "too_slow");
        ((int?)device.CloseStatus).ShouldBe(4_008);
        await device.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        await closing.WaitAsync(Patience);
        pair.Server.State.ShouldBe(WebSocketState.Closed);
        cuts.ShouldBe(0);
    }

    [Fact]
    public async Task CloseAsync_DeviceThatNeverAnswers_IsCutInTheEnd()
    {
        var time = new AudioRooms.Testing.ManualTime();
        var closing = transport.CloseAsync(ending: null, time);
        closing.IsCompleted.ShouldBeFalse();

        time.Advance(TimeSpan.FromSeconds(5));

        await closing.WaitAsync(Patience);
        cuts.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task CloseAsync_DeviceThatIsGone_EndsWithoutWaitingForAnAnswer()
    {
        pair.Reset();
        await Should.ThrowAsync<IOException>(ReadAsync);

        await transport.CloseAsync(ending: null, new AudioRooms.Testing.ManualTime()).WaitAsync(Patience);

        cuts.ShouldBe(0);
    }

    [Fact]
    public async Task WriteAsync_ToADeviceThatReads_CompletesAtOnceAndAllocatesNothing()
    {
        var bundle = pool.Encode(new ServerMessage
        {
            Bundle = new Bundle { Packets = { new MediaPacket { Opus = ByteString.CopyFrom(new byte[240]) } } },
        });
        var draining = DrainAsync(pair.Wire);
        var allocating = 0;

        for (var write = 0; write < 300; write++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var written = transport.WriteAsync(bundle);
            var isAtOnce = written.IsCompletedSuccessfully;
            allocating += isAtOnce && GC.GetAllocatedBytesForCurrentThread() > before ? 1 : 0;
            await written;
        }

        // The network's pools allocate now and then, but not once per write.
        allocating.ShouldBeLessThan(30);
        pair.Server.Abort();
        pair.Server.Dispose();
        await draining;
    }

    [Fact]
    public async Task WriteAsync_ToADeviceThatIsGone_IsABrokenConnection()
    {
        transport.Abort();

        var error = await Record.ExceptionAsync(() => WriteAsync(new ServerMessage()));

        (error is IOException or OperationCanceledException or ObjectDisposedException).ShouldBeTrue(error?.ToString());
    }

    [Theory]
    [InlineData(nameof(ClosingReason.Left), 1_000)]
    [InlineData(nameof(ClosingReason.RoomEnded), 1_000)]
    [InlineData(nameof(ClosingReason.Malformed), 4_003)]
    [InlineData(nameof(ClosingReason.MessageTooLarge), 4_008)]
    [InlineData(nameof(ClosingReason.ServerStopping), 4_014)]
    [InlineData(nameof(ClosingReason.SignedOut), 4_016)]
    public void CloseCodes_OfAClosing_IsNormalOrTheStatusAbove4000(string reason, int code) =>
        CloseCodes.Of(WireErrors.Of(Enum.Parse<ClosingReason>(reason), new ConfiguredBounds()).Status).ShouldBe(code);

    private static ClientMessage Speech(int bytes) =>
        new() { Audio = new UplinkPacket { Opus = ByteString.CopyFrom(new byte[bytes]) } };

    private Task<ClientMessage?> ReadAsync() => transport.ReadAsync(CancellationToken.None).AsTask().WaitAsync(Patience);

    private async Task WriteAsync(ServerMessage message)
    {
        var encoded = pool.Encode(message);
        await transport.WriteAsync(encoded);
        encoded.Release();
    }

    private static async Task DrainAsync(Stream wire)
    {
        var buffer = new byte[64 * 1_024];
        while (await wire.ReadAsync(buffer) > 0)
        {
        }
    }
}
