using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Tests.Fakes;
using AudioRooms.Gateway.Tests.FanOut;
using AudioRooms.Gateway.Transport;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Tests.Transport;

/// <summary>
/// A transport may read a message until its write is complete, as a WebSocket does while another frame is on its way. Until then
/// the outbox must not give the message's bytes back.
/// </summary>
public sealed class OutboxBufferTests
{
    private readonly EncodedMessagePool pool = new(new OverwritingPool());
    private readonly LateReader transport = new();
    private readonly Outbox outbox;

    public OutboxBufferTests() => outbox = new Outbox(transport);

    [Fact]
    public void Write_ReadWhenItCompletes_IsWhatWasSent()
    {
        for (var request = 1ul; request <= 5; request++)
        {
            Send(request);
        }

        transport.CompleteAll();

        transport.Read.ShouldBe([1ul, 2, 3, 4, 5]);
        pool.Outstanding.ShouldBe(0);
    }

    [Fact]
    public void Write_SharedWithAFasterDevice_IsKeptForTheSlowerOne()
    {
        var faster = new LateReader();
        var other = new Outbox(faster);
        var message = Encode(7);
        outbox.TrySend(message);
        other.TrySend(message);
        message.Release();

        faster.CompleteAll();
        Reuse();
        transport.CompleteAll();

        faster.Read.ShouldBe([7ul]);
        transport.Read.ShouldBe([7ul]);
    }

    [Fact]
    public void Write_CancelledWhileItWaits_IsKeptUntilTheTransportSaysSo()
    {
        Send(1);
        Send(2);
        transport.Abort();
        Reuse();

        transport.FailWithWhatItReads(new OperationCanceledException());

        transport.Read.ShouldBe([1ul]);
        pool.Outstanding.ShouldBe(0);
    }

    private void Send(ulong request)
    {
        var message = Encode(request);
        outbox.TrySend(message).ShouldBeTrue();
        message.Release();
    }

    // Lends a returned buffer to another message.
    private void Reuse() => Encode(99).Release();

    private EncodedMessage Encode(ulong request) => pool.Encode(new ServerMessage { Ok = new Ok { RequestId = request } });

    /// <summary>Reads each message when its write completes, not before.</summary>
    private sealed class LateReader : IConnectionTransport
    {
        private TaskCompletionSource? written;
        private EncodedMessage? message;

        public List<ulong> Read { get; } = [];

        public TransportKind Kind => TransportKind.Grpc;

        public ValueTask<ClientMessage?> ReadAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask WriteAsync(EncodedMessage message)
        {
            this.message = message;
            written = new TaskCompletionSource();
            return new ValueTask(written.Task);
        }

        public void Abort()
        {
        }

        public void CompleteAll()
        {
            while (TakeWritten() is { } next)
            {
                FakeTransport.Inline(next.SetResult);
            }
        }

        public void FailWithWhatItReads(Exception error)
        {
            var waiting = TakeWritten()!;
            FakeTransport.Inline(() => waiting.SetException(error));
        }

        private TaskCompletionSource? TakeWritten()
        {
            if (message is null)
            {
                return null;
            }

            Read.Add(ServerMessage.Parser.ParseFrom(message.Span).Ok.RequestId);
            message = null;
            return written;
        }
    }
}
