using AudioRooms.Client;
using AudioRooms.Wire.V1;

namespace AudioRooms.System.Tests;

/// <summary>
/// A listener of one speaker whose packets are numbered without gaps. Counts packets that are missing, repeated or out of order,
/// and says when it has heard up to a moment, or a number of packets in a row.
/// </summary>
internal sealed class Ear : IAsyncDisposable
{
    private readonly AudioRoomsClient client;
    private readonly string? onlyFrom;
    private readonly Lock gate = new();
    private readonly List<(Func<bool> IsReached, TaskCompletionSource Reached)> waiting = [];
    private RoomConnection? connection;
    private long heard;
    private long inRow;
    private ushort last;
    private ulong lastSentAtMicros;

    private Ear(AudioRoomsClient client, string? onlyFrom)
    {
        this.client = client;
        this.onlyFrom = onlyFrom;
    }

    /// <summary>Packets that were lost on the way.</summary>
    public int Missing { get; private set; }

    /// <summary>Packets that came twice, or after a later one.</summary>
    public int Reversed { get; private set; }

    /// <summary>Packets heard.</summary>
    public long Heard
    {
        get
        {
            lock (gate)
            {
                return heard;
            }
        }
    }

    /// <summary>Joins a room.</summary>
    /// <param name="client">The connection to the server; owned by the result.</param>
    /// <param name="roomId">The room.</param>
    /// <param name="onlyFrom">The speaker whose packets count; null if one person speaks.</param>
    public static async Task<Ear> JoinAsync(AudioRoomsClient client, string roomId, string? onlyFrom = null)
    {
        var ear = new Ear(client, onlyFrom);
        ear.connection = await client.JoinAsync(
            roomId, new RoomConnectionOptions { Latency = LatencyClass.Interactive, OnPacket = ear.OnPacket });
        return ear;
    }

    /// <summary>Completes when a packet has come whose <see cref="HeardPacket.SentAtMicros"/> is this time or later.</summary>
    public Task HearsSince(ulong sentAtMicros) => WhenAsync(() => heard > 0 && lastSentAtMicros >= sentAtMicros);

    /// <summary>Completes when the last <paramref name="packets"/> packets came in a row.</summary>
    public Task HearsInRow(long packets) => WhenAsync(() => inRow >= packets);

    /// <summary>Starts a new row with the next packet, whatever is missing before it.</summary>
    public void BeginRow()
    {
        lock (gate)
        {
            inRow = 0;
        }
    }

    public override string ToString()
    {
        lock (gate)
        {
            return $"{heard} heard, {Missing} missing, {Reversed} reversed";
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (connection is not null)
        {
            await connection.DisposeAsync();
        }

        await client.DisposeAsync();
    }

    private Task WhenAsync(Func<bool> isReached)
    {
        lock (gate)
        {
            if (isReached())
            {
                return Task.CompletedTask;
            }

            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Add((isReached, reached));
            return reached.Task;
        }
    }

    private void OnPacket(RoomConnection from, HeardPacket packet)
    {
        if (onlyFrom is not null && packet.Speaker?.Handle != onlyFrom)
        {
            return;
        }

        lock (gate)
        {
            var step = unchecked((short)(packet.Sequence - last));
            if (heard > 0 && step <= 0)
            {
                Reversed++;
                return;
            }

            Missing += heard > 0 ? step - 1 : 0;
            inRow = step == 1 ? inRow + 1 : 1;
            heard++;
            (last, lastSentAtMicros) = (packet.Sequence, packet.SentAtMicros);
            waiting.RemoveAll(static wait => wait.IsReached() && wait.Reached.TrySetResult());
        }
    }
}
