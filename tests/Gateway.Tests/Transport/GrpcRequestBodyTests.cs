using System.Buffers.Binary;
using System.Diagnostics;
using System.IO.Pipelines;
using System.Reflection;
using AudioRooms.Gateway.Transport;
using AudioRooms.Wire.V1;
using Google.Protobuf;
using Grpc.Core;

namespace AudioRooms.Gateway.Tests.Transport;

public sealed class GrpcRequestBodyTests
{
    private const int BytesMax = 1_000;
    private const int Reads = 100;

    private readonly Pipe pipe = new(
        new PipeOptions(readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline));
    private readonly GrpcRequestBody body;

    public GrpcRequestBodyTests() => body = new GrpcRequestBody(pipe.Reader, BytesMax);

    [Fact]
    public async Task ReadAsync_MessagesInOneWrite_AreReadOneByOne()
    {
        await pipe.Writer.WriteAsync(
            new[] { Framed(AckOf(1)), Framed(Hello()), Framed(AckOf(2)) }.SelectMany(static bytes => bytes).ToArray());
        await pipe.Writer.CompleteAsync();

        (await body.ReadAsync(default)).ShouldBe(AckOf(1));
        (await body.ReadAsync(default)).ShouldBe(Hello());
        (await body.ReadAsync(default)).ShouldBe(AckOf(2));
        (await body.ReadAsync(default)).ShouldBeNull();
        body.Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task ReadAsync_AMessageByteByByte_IsThatMessage()
    {
        var read = body.ReadAsync(default);
        foreach (var octet in Framed(Hello()))
        {
            read.IsCompleted.ShouldBeFalse();
            await pipe.Writer.WriteAsync(new[] { octet });
        }

        (await read).ShouldBe(Hello());
    }

    [Fact]
    public async Task ReadAsync_AnEmptyMessage_IsAMessageThatSaysNothing()
    {
        await pipe.Writer.WriteAsync(Framed(new ClientMessage()));

        (await body.ReadAsync(default)).ShouldBe(new ClientMessage());
    }

    [Fact]
    public async Task ReadAsync_BytesThatAreNoMessage_AreMalformed()
    {
        await pipe.Writer.WriteAsync(Framed([0xFF, 0xFF, 0xFF]));

        (await body.ReadAsync(default)).ShouldBeSameAs(WireCodec.Malformed);
    }

    [Fact]
    public async Task ReadAsync_ALengthAboveTheLimit_IsTooLargeBeforeTheRestCame()
    {
        await pipe.Writer.WriteAsync(Prefix(0, BytesMax + 1));

        (await body.ReadAsync(default)).ShouldBeSameAs(WireCodec.TooLarge);
    }

    [Theory]
    [InlineData(uint.MaxValue)]
    [InlineData(0x8000_0000)]
    public async Task ReadAsync_ALengthBeyondAnySize_IsTooLarge(uint length)
    {
        await pipe.Writer.WriteAsync(Prefix(0, length));

        (await body.ReadAsync(default)).ShouldBeSameAs(WireCodec.TooLarge);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(255)]
    public async Task ReadAsync_AFlagWithoutMeaning_IsRefusedByName(byte flag)
    {
        await pipe.Writer.WriteAsync(Prefix(flag, 2));

        await Should.ThrowAsync<IOException>(async () => await body.ReadAsync(default));

        body.Refusal!.Value.StatusCode.ShouldBe(StatusCode.Internal);
        body.Refusal!.Value.Detail.ShouldContain($"begins with {flag}");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(8)]
    public async Task ReadAsync_ARequestThatEndsInsideAMessage_IsRefusedByName(int bytes)
    {
        await pipe.Writer.WriteAsync(Framed(Hello()).AsMemory(0, bytes));
        await pipe.Writer.CompleteAsync();

        await Should.ThrowAsync<IOException>(async () => await body.ReadAsync(default));

        body.Refusal!.Value.Detail.ShouldContain("ends inside a message");
    }

    [Fact]
    public async Task ReadAsync_ABodyThatIsOver_IsABrokenConnection()
    {
        await pipe.Reader.CompleteAsync();

        await Should.ThrowAsync<IOException>(async () => await body.ReadAsync(default));
    }

    [Fact]
    public async Task ReadAsync_ToldToStop_Stops()
    {
        using var stop = new CancellationTokenSource();
        var read = body.ReadAsync(stop.Token).AsTask();

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(read);
    }

    [Fact]
    public async Task ReadAsync_WaitingForOneAcknowledgementAfterAnother_AllocatesNothing()
    {
        var ack = Framed(AckOf(7));
        await ExchangeAsync(ack, Reads);
        var least = long.MaxValue;
        for (var part = 0; part < 5; part++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            await ExchangeAsync(ack, Reads);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        // Without optimisation an async method keeps its state in an object; a task would be an additional one.
        var isOptimised = typeof(GrpcRequestBody).Assembly.GetCustomAttribute<DebuggableAttribute>()
            is not { IsJITOptimizerDisabled: true };
        least.ShouldBeLessThanOrEqualTo(isOptimised ? 0 : Reads * 200);
    }

    // Everything runs on this thread: the reader waits, and the writer's flush resumes it.
    private async Task ExchangeAsync(byte[] framed, int times)
    {
        for (var time = 0; time < times; time++)
        {
            var read = body.ReadAsync(default);
            read.IsCompleted.ShouldBeFalse();
            framed.CopyTo(pipe.Writer.GetSpan(framed.Length));
            pipe.Writer.Advance(framed.Length);
            await pipe.Writer.FlushAsync();
            WireCodec.Recycle((await read)!);
        }
    }

    private static ClientMessage AckOf(ulong position) => new() { Ack = new Ack { Position = position } };

    private static ClientMessage Hello() => new() { RequestId = 3, SetMuted = new SetMuted { Muted = true } };

    private static byte[] Framed(ClientMessage message) => Framed(message.ToByteArray());

    private static byte[] Framed(byte[] payload) => [.. Prefix(0, (uint)payload.Length), .. payload];

    private static byte[] Prefix(byte flag, uint length)
    {
        var prefix = new byte[5];
        prefix[0] = flag;
        BinaryPrimitives.WriteUInt32BigEndian(prefix.AsSpan(1), length);
        return prefix;
    }
}
