using System.Threading.Channels;
using AudioRooms.Wire.V1;
using Grpc.Core;

namespace AudioRooms.Client.Tests;

/// <summary>One call of a client, seen from the server: what it says, and what it is told.</summary>
internal sealed class FakeSession : IClientStreamWriter<ClientMessage>, IAsyncStreamReader<ServerMessage>
{
    private readonly Channel<ClientMessage> received = Channel.CreateUnbounded<ClientMessage>();
    private readonly Channel<ServerMessage> sent = Channel.CreateUnbounded<ServerMessage>();

    public FakeSession() =>
        Call = new AsyncDuplexStreamingCall<ClientMessage, ServerMessage>(
            this, this, Task.FromResult(new Metadata()), () => Status.DefaultSuccess, () => [], () => { });

    public AsyncDuplexStreamingCall<ClientMessage, ServerMessage> Call { get; }

    public WriteOptions? WriteOptions { get; set; }

    public ServerMessage Current { get; private set; } = new();

    /// <summary>
    /// The next message of the client. Completes with the client's: a test that waits for ever is told by the runner.
    /// </summary>
    public async Task<ClientMessage> ReadAsync() => await received.Reader.ReadAsync();

    /// <summary>The next message of a kind; others before it are passed over.</summary>
    public async Task<ClientMessage> ReadAsync(ClientMessage.BodyOneofCase kind)
    {
        while (true)
        {
            var message = await ReadAsync();
            if (message.BodyCase == kind)
            {
                return message;
            }
        }
    }

    public void Send(ServerMessage message) => sent.Writer.TryWrite(message);

    /// <summary>Reads the Join and lets the client in.</summary>
    public async Task<Join> WelcomeAsync(
        ulong position = 0, bool resumed = false, string token = "token-1", ulong version = 1, uint ackEveryMs = 0,
        params StageMember[] stage)
    {
        var join = (await ReadAsync(ClientMessage.BodyOneofCase.Join)).Join;
        var snapshot = new RoomSnapshot { Card = new RoomCard { RoomId = join.RoomId, Title = "A room" }, Version = version };
        snapshot.Stage.AddRange(stage);
        Send(new ServerMessage
        {
            Joined = new Joined
            {
                Room = snapshot, Position = position, Resumed = resumed, ResumeToken = token, UserId = "me",
                AckEveryMs = ackEveryMs,
            },
        });
        return join;
    }

    /// <summary>The connection breaks.</summary>
    public void Cut() => sent.Writer.TryComplete(new RpcException(new Status(StatusCode.Unavailable, "connection reset")));

    /// <summary>The server ends the call.</summary>
    public void End(StatusCode code = StatusCode.OK, string detail = "") =>
        sent.Writer.TryComplete(code == StatusCode.OK ? null : new RpcException(new Status(code, detail)));

    public Task WriteAsync(ClientMessage message)
    {
        // As on a wire: what the client does to its object afterwards changes nothing here.
        received.Writer.TryWrite(message.Clone());
        return Task.CompletedTask;
    }

    public Task WriteAsync(ClientMessage message, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return WriteAsync(message);
    }

    public Task CompleteAsync()
    {
        received.Writer.TryComplete();
        return Task.CompletedTask;
    }

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        if (!await sent.Reader.WaitToReadAsync(cancellationToken) || !sent.Reader.TryRead(out var message))
        {
            return false;
        }

        Current = message;
        return true;
    }
}
