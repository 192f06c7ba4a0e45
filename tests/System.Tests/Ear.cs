using AudioRooms.Client;
using AudioRooms.Wire.V1;

namespace AudioRooms.System.Tests;

/// <summary>
/// A listener of one speaker whose packets are numbered without a gap. Counts what is missing and what came twice or backwards,
/// and tells when it has heard up to a moment, or a number of packets in a row.
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

    /// <summary>Walks in. <paramref name="client"/> is owned.</summary>
    /// <param name="client">The way to the server.</param>
    /// <param name="roomId">Where.</param>
    /// <param name="onlyFrom">Whose packets count; null if one person speaks.</param>
    public static async Task<Ear> JoinAsync(AudioRoomsClient client, string roomId, string? onlyFrom = null)
    {
        var ear = new Ear(client, onlyFrom);
        ear.connection = await client.JoinAsync(
            roomId, new RoomConnectionOptions { Latency = LatencyClass.Interactive, OnPacket = ear.OnPacket });
        return ear;
    }

    /// <summary>
    /// Completes when a packet is here that was sent at this time of <see cref="HeardPacket.SentAtMicros"/>, or later.
    /// </summary>
    public Task HearsSince(ulong sentAtMicros) => WhenAsync(() => heard > 0 && lastSentAtMicros >= sentAtMicros);

    /// <summary>Completes when the last so many packets came in a row.</summary>
    public Task HearsInRow(long packets) => WhenAsync(() => inRow >= packets);

    /// <summary>The next packet begins a row, whatever is missing before it.</summary>
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
