using AudioRooms.Audio.Sequencing;
using AudioRooms.Client;
using AudioRooms.Wire.V1;

namespace AudioRooms.Cli.Load;

/// <summary>One person who listens, on a TCP connection of their own, and measures what arrives.</summary>
internal sealed class SimulatedListener : IAsyncDisposable
{
    /// <summary>More lateness than this beyond the latency class' tick is a gap: what a jitter buffer of 60 ms does not hide.</summary>
    private static readonly TimeSpan GapLimit = TimeSpan.FromMilliseconds(60);

    /// <summary>60 ms of sound.</summary>
    private const int LostPacketsOfGap = 3;

    private readonly AudioRoomsClient client;
    private readonly ListenerMeasures measures;
    private readonly TimeProvider time;
    private readonly LatencyClass latency;
    private readonly bool forwardsAll;
    private readonly List<Heard> speakers = [];
    private readonly long gapMicros;
    private RoomConnection? connection;
    private ulong startedMicros;
    private bool heardAnything;

    public SimulatedListener(
        AudioRoomsClientOptions options, string roomId, LatencyClass latency, bool forwardsAll, ListenerMeasures measures)
    {
        client = new AudioRoomsClient(options);
        time = options.Time;
        RoomId = roomId;
        this.latency = latency;
        this.forwardsAll = forwardsAll;
        this.measures = measures;
        var tick = latency switch
        {
            LatencyClass.Interactive => TimeSpan.FromMilliseconds(20),
            LatencyClass.Economy => TimeSpan.FromMilliseconds(120),
            _ => TimeSpan.FromMilliseconds(60),
        };
        gapMicros = (long)(tick + GapLimit).TotalMicroseconds;
    }

    public string RoomId { get; }

    /// <summary>Whether the join succeeded and the connection has not been given up since.</summary>
    public bool IsInRoom => connection is { Closed.IsCompleted: false };

    public RoomConnectionStatistics Statistics => connection?.Statistics ?? default;

    /// <summary>Connects and joins; the time counts from the first byte of the TCP connection. Throws what a join throws.</summary>
    public async Task JoinAsync(CancellationToken cancellation)
    {
        startedMicros = Clock.Micros(time, time.GetTimestamp());
        var options = new RoomConnectionOptions { Latency = latency, OnPacket = OnPacket };
        connection = await client.JoinAsync(RoomId, options, cancellation).ConfigureAwait(false);
        measures.JoinTime.RecordMicros((long)(Clock.Micros(time, time.GetTimestamp()) - startedMicros));
    }

    public async ValueTask DisposeAsync()
    {
        if (connection is not null)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }

        await client.DisposeAsync().ConfigureAwait(false);
    }

    private void OnPacket(RoomConnection from, HeardPacket packet)
    {
        var arrived = Clock.Micros(time, packet.ReceivedAt);
        if (!heardAnything)
        {
            heardAnything = true;
            measures.FirstAudio.RecordMicros((long)(arrived - startedMicros));
        }

        var heard = HeardFrom(packet.Source);
        var before = heard.LastSequence;
        if (heard.Sequences.Unwrap(packet.Sequence, out var sequence) == SequenceStep.Suspect || sequence <= before)
        {
            return;
        }

        heard.LastSequence = sequence;
        var inWindow = measures.Window.Holds(packet.SentAtMicros);
        var latencyMicros = (long)(arrived - packet.SentAtMicros);
        heard.FastestMicros = Math.Min(heard.FastestMicros, latencyMicros);
        var lost = before >= 0 && forwardsAll ? sequence - before - 1 : 0;
        var isLate = latencyMicros > heard.FastestMicros + gapMicros;
        if (inWindow)
        {
            measures.CountDelivered();
            measures.Window.Count(packet.SentAtMicros, arrived);
            if (lost >= LostPacketsOfGap || (isLate && !heard.WasLate))
            {
                measures.CountGap();
            }
        }

        heard.WasLate = isLate;
    }

    // A stage holds a handful: looking through them costs less than hashing.
    private Heard HeardFrom(uint source)
    {
        foreach (var heard in speakers)
        {
            if (heard.Source == source)
            {
                return heard;
            }
        }

        var added = new Heard(source);
        speakers.Add(added);
        return added;
    }

    private sealed class Heard(uint source)
    {
        public uint Source { get; } = source;

        public SequenceUnwrapper Sequences { get; } = new();

        public long LastSequence { get; set; } = -1;

        public long FastestMicros { get; set; } = long.MaxValue;

        public bool WasLate { get; set; }
    }
}
