using AudioRooms.Audio.Sequencing;
using AudioRooms.Wire.V1;

namespace AudioRooms.LoadTester.Measures;

/// <summary>Measures what one listener hears. Used by one thread at a time.</summary>
internal sealed class Ear(ListenerMeasures measures, LatencyClass latency, bool forwardsAll)
{
    /// <summary>Lateness beyond the latency class's tick that counts as a gap: what a jitter buffer of 60 ms does not
    /// hide.</summary>
    private static readonly TimeSpan GapLimit = TimeSpan.FromMilliseconds(60);

    /// <summary>60 ms of sound.</summary>
    private const int LostPacketsOfGap = 3;

    private readonly List<Voice> voices = [];
    private long gapMicros = GapMicrosOf(latency);
    private ulong startedMicros;
    private bool heardAnything;

    /// <summary>Starts a join.</summary>
    public void Begin(ulong nowMicros)
    {
        startedMicros = nowMicros;
        heardAnything = false;
        voices.Clear();
    }

    /// <summary>From now on the latency class changes now and then, so only what is late in the slowest class is a gap.</summary>
    public void ChangeClass() => Volatile.Write(ref gapMicros, GapMicrosOf(LatencyClass.Economy));

    /// <summary>Notes the latency class in which the server serves. In the broadcast class a second without packets is no
    /// gap.</summary>
    public void Pace(LatencyClass served)
    {
        if (served == LatencyClass.Broadcast)
        {
            Volatile.Write(ref gapMicros, GapMicrosOf(served));
        }
    }

    /// <summary>Notes that the server has admitted the listener.</summary>
    public void Joined(ulong nowMicros) => measures.JoinTime.RecordMicros((long)(nowMicros - startedMicros));

    /// <summary>Notes a received packet.</summary>
    /// <param name="source">Source number of the speaker's stay.</param>
    /// <param name="wireSequence">Sequence number as on the wire.</param>
    /// <param name="sentAtMicros">When the packet was due at the speaker.</param>
    /// <param name="arrivedMicros">When it arrived.</param>
    public void Hear(uint source, ushort wireSequence, ulong sentAtMicros, ulong arrivedMicros)
    {
        if (!heardAnything)
        {
            heardAnything = true;
            measures.FirstAudio.RecordMicros((long)(arrivedMicros - startedMicros));
        }

        var voice = VoiceOf(source);
        var before = voice.LastSequence;
        if (voice.Sequences.Unwrap(wireSequence, out var sequence) == SequenceStep.Suspect || sequence <= before)
        {
            return;
        }

        voice.LastSequence = sequence;
        var latencyMicros = (long)(arrivedMicros - sentAtMicros);
        voice.FastestMicros = Math.Min(voice.FastestMicros, latencyMicros);
        var lost = before >= 0 && forwardsAll ? sequence - before - 1 : 0;
        var isLate = latencyMicros > voice.FastestMicros + gapMicros;
        if (measures.Window.Holds(sentAtMicros))
        {
            measures.CountDelivered();
            measures.Window.Count(sentAtMicros, arrivedMicros);
            if (lost >= LostPacketsOfGap || (isLate && !voice.WasLate))
            {
                measures.CountGap();
            }
        }

        voice.WasLate = isLate;
    }

    private static long GapMicrosOf(LatencyClass latency) => (long)(TickOf(latency) + GapLimit).TotalMicroseconds;

    private static TimeSpan TickOf(LatencyClass latency) => TimeSpan.FromMilliseconds(latency switch
    {
        LatencyClass.Interactive => 20,
        LatencyClass.Economy => 120,
        LatencyClass.Broadcast => 1_000,
        _ => 60,
    });

    // A stage has few members, so a scan is cheaper than hashing.
    private Voice VoiceOf(uint source)
    {
        foreach (var voice in voices)
        {
            if (voice.Source == source)
            {
                return voice;
            }
        }

        var added = new Voice(source);
        voices.Add(added);
        return added;
    }

    private sealed class Voice(uint source)
    {
        public uint Source { get; } = source;

        public SequenceUnwrapper Sequences { get; } = new();

        public long LastSequence { get; set; } = -1;

        public long FastestMicros { get; set; } = long.MaxValue;

        public bool WasLate { get; set; }
    }
}
