using System.Threading.Channels;
using AudioRooms.Testing;
using AudioRooms.Wire.V1;
using Grpc.Core;

namespace AudioRooms.Client.Tests;

/// <summary>Accepts the calls of one client, one after the other.</summary>
internal sealed class FakeServer
{
    private readonly Channel<FakeSession> sessions = Channel.CreateUnbounded<FakeSession>();

    public ManualTime Time { get; } = new();

    /// <summary>Errors with which the next attempts to connect fail. When the queue is empty, an attempt gets a
    /// session.</summary>
    public Queue<Exception> Failures { get; } = [];

    public int Attempts { get; private set; }

    /// <summary>The client's next call.</summary>
    public async Task<FakeSession> AcceptAsync() => await sessions.Reader.ReadAsync();

    /// <summary>A client that always draws the middle of the range of a random wait.</summary>
    public RoomConnection Client(RoomConnectionOptions? options = null) =>
        new("room", options ?? new RoomConnectionOptions(), ConnectAsync, Time, () => 0.5);

    /// <summary>A client that has joined, with its session.</summary>
    public async Task<(RoomConnection Connection, FakeSession Session)> JoinedAsync(
        RoomConnectionOptions? options = null, params StageMember[] stage)
    {
        var connection = Client(options);
        var opening = connection.OpenAsync(CancellationToken.None);
        var session = await AcceptAsync();
        await session.WelcomeAsync(stage: stage);
        await opening;
        return (connection, session);
    }

    /// <summary>Moves the clock past the back-off of a broken connection, and accepts the client's next call.</summary>
    public async Task<FakeSession> ReacceptAsync()
    {
        await Time.WhenTimerArmedAsync(TimeSpan.FromMilliseconds(100));
        Time.Advance(TimeSpan.FromMilliseconds(100));
        return await AcceptAsync();
    }

    public static ServerMessage BundleOf(ulong position, int count, uint source = 1)
    {
        var bundle = new Bundle { Position = position };
        for (var i = 0; i < count; i++)
        {
            bundle.Packets.Add(new MediaPacket
            {
                Source = source,
                Sequence = (uint)((int)position + i),
                Opus = Google.Protobuf.ByteString.CopyFrom(1),
            });
        }

        return new ServerMessage { Bundle = bundle };
    }

    public static StageMember Member(uint source, string handle) =>
        new() { Source = source, Person = new Person { UserId = handle, Handle = handle, DisplayName = handle } };

    private ValueTask<AsyncDuplexStreamingCall<ClientMessage, ServerMessage>> ConnectAsync(CancellationToken cancellation)
    {
        Attempts++;
        if (Failures.TryDequeue(out var failure))
        {
            throw failure;
        }

        var session = new FakeSession();
        sessions.Writer.TryWrite(session);
        return ValueTask.FromResult(session.Call);
    }

    /// <summary>The next packets that a connection delivers.</summary>
    public static async Task<List<HeardPacket>> ReadAsync(RoomConnection connection, int count)
    {
        var list = new List<HeardPacket>();
        while (list.Count < count)
        {
            list.Add(await connection.Packets.ReadAsync());
        }

        return list;
    }
}
