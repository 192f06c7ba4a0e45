using AudioRooms.Wire.V1;
using Google.Protobuf;
using Grpc.Core;

namespace AudioRooms.Server.Tests.Sessions;

/// <summary>One device on a room's gRPC connection: acknowledges at once what it hears, and remembers it.</summary>
internal sealed class Device : IDisposable
{
    /// <summary>RFC 6716 §3.1: configuration 31 (CELT, fullband, 20 ms), mono, one frame.</summary>
    private const byte OneFrameOf20Ms = 31 << 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly AsyncDuplexStreamingCall<ClientMessage, ServerMessage> call;
    private readonly SemaphoreSlim writing = new(1);
    private readonly Lock gate = new();
    private readonly List<(ulong Position, uint Sequence)> heard = [];
    private readonly List<(uint Source, uint Sequence)> heardOf = [];
    private readonly List<ServerMessage> told = [];
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ulong lastRequest;

    private Device(AsyncDuplexStreamingCall<ClientMessage, ServerMessage> call) => this.call = call;

    /// <summary>The server's answer to the join.</summary>
    public Joined Joined { get; private set; } = new();

    /// <summary>The number of the last packet sent; the next packet has the next number.</summary>
    public ushort LastSequence { get; set; }

    /// <summary>Every packet that came, with its position in the room's log.</summary>
    public IReadOnlyList<(ulong Position, uint Sequence)> Heard
    {
        get
        {
            lock (gate)
            {
                return [.. heard];
            }
        }
    }

    /// <summary>Every packet that came, with its speaker's stay on stage.</summary>
    public IReadOnlyList<(uint Source, uint Sequence)> HeardOf
    {
        get
        {
            lock (gate)
            {
                return [.. heardOf];
            }
        }
    }

    /// <summary>All messages that came, without sound.</summary>
    public IReadOnlyList<ServerMessage> Received
    {
        get
        {
            lock (gate)
            {
                return [.. told];
            }
        }
    }

    public static Task<Device> JoinAsync(ServerHost host, Metadata headers, Join join) => JoinAsync(host.Channel, headers, join);

    public static async Task<Device> JoinAsync(ChannelBase channel, Metadata headers, Join join)
    {
        var device = new Device(new RoomSession.RoomSessionClient(channel).Connect(headers));
        await device.SendAsync(new ClientMessage { Join = join });
        (await device.call.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(Patience)).ShouldBeTrue();
        device.Joined = device.call.ResponseStream.Current.Joined.ShouldNotBeNull(device.call.ResponseStream.Current.ToString());
        _ = device.ReadAsync();
        return device;
    }

    /// <summary>Sends a command; returns when it is carried out, with the code of the refusal if it was refused.</summary>
    public async Task<string?> AskAsync(ClientMessage command)
    {
        command.RequestId = Interlocked.Increment(ref lastRequest);
        await SendAsync(command);
        var answer = await ReceivedAsync(message =>
            message.Ok?.RequestId == command.RequestId || message.Refusal?.RequestId == command.RequestId);
        return answer.Refusal?.Code;
    }

    /// <summary>Sends packets at once; their sequence numbers follow the one before.</summary>
    public Task SpeakAsync(int packets)
    {
        var opus = new byte[40];
        opus[0] = OneFrameOf20Ms;
        return SpeakAsync(packets, [opus], level: 30);
    }

    /// <summary>Sends packets with sound and a claimed level.</summary>
    /// <param name="packets">Number of packets.</param>
    /// <param name="sound">Opus packets, sent in turn.</param>
    /// <param name="level">The claimed level in -dBov.</param>
    public async Task SpeakAsync(int packets, IReadOnlyList<byte[]> sound, byte level)
    {
        for (var packet = 0; packet < packets; packet++)
        {
            LastSequence++;
            var opus = ByteString.CopyFrom(sound[LastSequence % sound.Count]);
            await SendAsync(new ClientMessage
            {
                Audio = new UplinkPacket { Sequence = LastSequence, Timestamp = LastSequence * 960u, Level = level, Opus = opus },
            });
        }
    }

    /// <summary>Waits until this many packets have come.</summary>
    public Task HeardAsync(int packets) => UntilAsync(() => heard.Count >= packets);

    /// <summary>Waits until a packet whose sequence number satisfies a condition has come.</summary>
    public Task HeardAsync(Predicate<uint> isIt) => UntilAsync(() => heard.Exists(packet => isIt(packet.Sequence)));

    /// <summary>Waits for a message other than sound; an earlier one counts, too.</summary>
    public async Task<ServerMessage> ReceivedAsync(Predicate<ServerMessage> isIt)
    {
        ServerMessage? found = null;
        await UntilAsync(() => (found = told.Find(isIt)) is not null);
        return found!;
    }

    public async Task SendAsync(ClientMessage message)
    {
        await writing.WaitAsync();
        try
        {
            await call.RequestStream.WriteAsync(message).WaitAsync(Patience);
        }
        finally
        {
            writing.Release();
        }
    }

    /// <summary>Breaks the connection.</summary>
    public void Dispose()
    {
        call.Dispose();
        writing.Dispose();
    }

    private async Task ReadAsync()
    {
        try
        {
            while (await call.ResponseStream.MoveNext(CancellationToken.None))
            {
                await TakeAsync(call.ResponseStream.Current);
            }
        }
        catch (Exception over) when (over is RpcException or ObjectDisposedException or InvalidOperationException)
        {
            // The connection has ended. The test waits for something that cannot come any more, and says so.
        }
    }

    private async Task TakeAsync(ServerMessage message)
    {
        lock (gate)
        {
            if (message.Bundle is { } bundle)
            {
                heardOf.AddRange(bundle.Packets.Select(packet => (packet.Source, packet.Sequence)));
                heard.AddRange(bundle.Packets.Select((packet, index) => (bundle.Position + (ulong)index, packet.Sequence)));
            }
            else
            {
                told.Add(message);
            }

            changed.TrySetResult();
            changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        if (message.Bundle is { } came)
        {
            await SendAsync(new ClientMessage { Ack = new Ack { Position = came.Position + (ulong)came.Packets.Count } });
        }
    }

    private async Task UntilAsync(Func<bool> isSo)
    {
        while (true)
        {
            Task news;
            lock (gate)
            {
                if (isSo())
                {
                    return;
                }

                news = changed.Task;
            }

            await news.WaitAsync(Patience);
        }
    }
}
