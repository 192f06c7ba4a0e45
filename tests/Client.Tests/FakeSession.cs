using System.Threading.Channels;
using AudioRooms.Wire.V1;
using Grpc.Core;

namespace AudioRooms.Client.Tests;

/// <summary>The server's side of one call of a client.</summary>
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

    /// <summary>The client's next message. It has no deadline: the test runner reports a test that never ends.</summary>
    public async Task<ClientMessage> ReadAsync() => await received.Reader.ReadAsync();

    /// <summary>The client's next message of a kind; earlier messages of other kinds are skipped.</summary>
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

    /// <summary>Reads the Join and accepts it.</summary>
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

    /// <summary>Breaks the connection.</summary>
    public void Cut() => sent.Writer.TryComplete(new RpcException(new Status(StatusCode.Unavailable, "connection reset")));

    /// <summary>Ends the call as the server.</summary>
    public void End(StatusCode code = StatusCode.OK, string detail = "") =>
        sent.Writer.TryComplete(code == StatusCode.OK ? null : new RpcException(new Status(code, detail)));

    public Task WriteAsync(ClientMessage message)
    {
        // The message is copied, as on a wire: later changes of the client's object must not show here.
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
