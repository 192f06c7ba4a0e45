using System.Threading.Channels;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Transport;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Tests.Fakes;

/// <summary>A device's end of a connection: takes writes at once, or while stalled only when it is released.</summary>
internal sealed class FakeTransport : IConnectionTransport
{
    private readonly Lock gate = new();
    private readonly Channel<ClientMessage?> incoming = Channel.CreateUnbounded<ClientMessage?>();
    private readonly Channel<ServerMessage> arrived = Channel.CreateUnbounded<ServerMessage>();
    private TaskCompletionSource? stall;

    /// <summary>False only counts writes, so that a test can measure what the code under test allocates.</summary>
    public bool KeepsMessages { get; init; } = true;

    public TransportKind Kind { get; init; } = TransportKind.Grpc;

    public int Writes { get; private set; }

    public bool IsAborted { get; private set; }

    /// <summary>Writes do not complete from now on.</summary>
    public void Stall()
    {
        lock (gate)
        {
            stall ??= new TaskCompletionSource();
        }
    }

    /// <summary>Writes complete again, beginning with the one that waits.</summary>
    public void Resume()
    {
        TaskCompletionSource? held;
        lock (gate)
        {
            held = stall;
            stall = null;
        }

        Inline(() => held?.SetResult());
    }

    /// <summary>Fails the write that waits, and every later one.</summary>
    public void Break()
    {
        TaskCompletionSource? held;
        lock (gate)
        {
            held = stall;
            stall = new TaskCompletionSource();
            stall.SetException(new IOException("reset by peer"));
        }

        Inline(() => held?.SetException(new IOException("reset by peer")));
    }

    /// <summary>Runs the continuation of a write on this thread, which the test runner's context would prevent.</summary>
    public static void Inline(Action complete)
    {
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        complete();
        SynchronizationContext.SetSynchronizationContext(context);
    }

    public void Send(ClientMessage message) => incoming.Writer.TryWrite(message);

    public void End() => incoming.Writer.TryWrite(null);

    /// <summary>All messages that arrived since the last call.</summary>
    public List<ServerMessage> Take()
    {
        var messages = new List<ServerMessage>();
        while (arrived.Reader.TryRead(out var message))
        {
            messages.Add(message);
        }

        return messages;
    }

    /// <summary>The next message; waits as long as a busy machine may need.</summary>
    public Task<ServerMessage> NextAsync() => arrived.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60));

    public ValueTask<ClientMessage?> ReadAsync(CancellationToken cancellationToken) =>
        incoming.Reader.ReadAsync(cancellationToken);

    public ValueTask WriteAsync(EncodedMessage message)
    {
        lock (gate)
        {
            Writes++;
            if (KeepsMessages)
            {
                arrived.Writer.TryWrite(ServerMessage.Parser.ParseFrom(message.Span));
            }

            return stall is null ? ValueTask.CompletedTask : new ValueTask(stall.Task);
        }
    }

    public void Abort()
    {
        IsAborted = true;
        Break();
        incoming.Writer.TryComplete(new IOException("aborted"));
    }
}
