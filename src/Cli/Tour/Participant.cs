using AudioRooms.Client;
using AudioRooms.LoadTester.People;
using AudioRooms.Wire.V1;

namespace AudioRooms.Cli.Tour;

/// <summary>A person's place in a room: what they do there, and what they see and hear.</summary>
internal sealed class Participant : IAsyncDisposable
{
    private static readonly Lazy<IReadOnlyList<SpokenFrame>> Speech = new(LoadSpeech.Packets);

    private readonly TimeProvider time;
    private readonly Attention attention;
    private readonly Lock gate = new();
    private readonly Dictionary<string, int> reactions = [];
    private readonly Dictionary<string, int> heard = [];
    private readonly List<double> delays = [];
    private RoomConnection? connection;
    private Microphone? microphone;
    private Task watching = Task.CompletedTask;

    private Participant(TimeProvider time)
    {
        this.time = time;
        attention = new Attention(time);
    }

    public RoomConnection Connection => connection!;

    /// <summary>The room as this person sees it.</summary>
    public RoomPicture Room => Connection.Room;

    /// <summary>Delay of every packet heard, from the speaker's client to this one, in milliseconds.</summary>
    public IReadOnlyList<double> Delays
    {
        get
        {
            lock (gate)
            {
                return [.. delays];
            }
        }
    }

    /// <summary>Enters a room.</summary>
    public static async Task<Participant> TakeAsync(
        AudioRoomsClient client, string roomId, string linkToken, TimeProvider time, CancellationToken cancellation)
    {
        var seat = new Participant(time);
        var options = new RoomConnectionOptions
        {
            Latency = LatencyClass.Interactive,
            OnPacket = (_, packet) => seat.Hear(packet),
            LinkToken = linkToken,
        };
        seat.connection = await client.JoinAsync(roomId, options, cancellation).ConfigureAwait(false);
        seat.microphone = new Microphone(seat.connection, time);
        seat.watching = seat.WatchAsync();
        return seat;
    }

    /// <summary>Number of packets heard from a person so far.</summary>
    public int CountHeard(string handle)
    {
        lock (gate)
        {
            return heard.GetValueOrDefault(handle);
        }
    }

    /// <summary>Number of times that a reaction was seen so far.</summary>
    public int CountReactions(string reaction)
    {
        lock (gate)
        {
            return reactions.GetValueOrDefault(reaction);
        }
    }

    /// <summary>True if a condition comes to hold in time.</summary>
    public Task<bool> WaitUntilAsync(Func<Participant, bool> what, CancellationToken cancellation, TimeSpan? within = null) =>
        attention.WaitUntilAsync(() => what(this), cancellation, within);

    /// <summary>Why the server ended this person's connection; null if it did not within
    /// <see cref="Attention.Patience"/>.</summary>
    public async Task<RoomClosed?> ClosedAsync(CancellationToken cancellation)
    {
        try
        {
            return await Connection.Closed.WaitAsync(Attention.Patience, time, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    /// <summary>Speaks for a while, in real time.</summary>
    public Task SpeakAsync(TimeSpan length, CancellationToken cancellation) =>
        microphone!.SpeakAsync(Speech.Value.Take((int)(length / Audio.AudioFormat.FrameDuration)), onSlot: null, cancellation);

    public async ValueTask DisposeAsync()
    {
        await Connection.DisposeAsync().ConfigureAwait(false);
        await watching.ConfigureAwait(false);
    }

    private async Task WatchAsync()
    {
        await foreach (var update in Connection.Updates.ReadAllAsync().ConfigureAwait(false))
        {
            if (update is RoomUpdate.Reacted reacted)
            {
                lock (gate)
                {
                    foreach (var kind in reacted.Counts)
                    {
                        reactions[kind.Reaction] = reactions.GetValueOrDefault(kind.Reaction) + kind.Count;
                    }
                }
            }

            attention.Notify();
        }

        attention.Notify();
    }

    private void Hear(in HeardPacket packet)
    {
        var speaker = packet.Speaker?.Handle ?? "";
        var delay = (Clock.Micros(time, packet.ReceivedAt) - (double)packet.SentAtMicros) / 1_000;
        lock (gate)
        {
            heard[speaker] = heard.GetValueOrDefault(speaker) + 1;
            delays.Add(delay);
        }

        attention.Notify();
    }
}
