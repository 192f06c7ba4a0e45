using AudioRooms.Audio;
using AudioRooms.Audio.Mixing;
using AudioRooms.Audio.Playout;
using AudioRooms.Audio.Sequencing;
using AudioRooms.Wire.V1;

namespace AudioRooms.Client;

/// <summary>Step 8 of a packet's way: the client's jitter buffer plays.</summary>
/// <remarks>Packets arrive late, out of order, twice or never, and each speaker has a clock of its own; a sound card wants 20 ms
/// of PCM exactly when it asks. Playing packets as they arrive would give gaps and clicks. So each speaker has a jitter buffer
/// and a decoder, which are forgotten after a long silence, and <see cref="Read"/> returns the sum of all voices at any time. To
/// hear one person only, insert only that person's packets. Thread-safe: the receiving loop may insert while the loop of the
/// sound card reads.</remarks>
public sealed class RoomPlayout : IDisposable
{
    /// <summary>A decoder takes 20 KB. A speaker who comes back after this time gets a new one and loses nothing.</summary>
    private static readonly TimeSpan ForgetAfter = TimeSpan.FromSeconds(30);

    /// <summary>In the broadcast class a packet waits up to a second for the others of its bundle; three frames are
    /// added.</summary>
    private static readonly TimeSpan BroadcastDelay = TimeSpan.FromMilliseconds(1_060);

    private static readonly TimeSpan BroadcastDelayMax = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private readonly TimeProvider time;
    private readonly long startedAt;
    private readonly JitterBufferOptions options;
    private bool isBroadcast;
    private readonly Dictionary<uint, VoicePlayout> voices = [];
    private readonly MixBus bus = new();
    private readonly PeakLimiter limiter = new();
    private readonly float[] frame = new float[AudioFormat.FrameSamples];

    /// <summary>Makes a playout.</summary>
    /// <param name="options">How long to wait for late packets; null for the default.</param>
    /// <param name="time">The clock; null for the system's.</param>
    public RoomPlayout(JitterBufferOptions? options = null, TimeProvider? time = null)
    {
        this.options = options ?? new JitterBufferOptions();
        this.time = time ?? TimeProvider.System;
        startedAt = this.time.GetTimestamp();
    }

    /// <summary>The latency class of the connection; set it from <see cref="RoomConnection.ServedLatency"/>. In the broadcast
    /// class a second of sound waits here. Entering this class costs a second of silence; after leaving it the waiting sound is
    /// played a tenth faster.</summary>
    public LatencyClass Latency
    {
        get;
        set
        {
            lock (gate)
            {
                field = value;
                if (isBroadcast == (value == LatencyClass.Broadcast))
                {
                    return;
                }

                isBroadcast = !isBroadcast;
                foreach (var voice in voices.Values)
                {
                    Adapt(voice);
                }
            }
        }
    }

    /// <summary>Number of packets of all speakers that wait to be played.</summary>
    public int BufferedPackets
    {
        get
        {
            lock (gate)
            {
                return voices.Values.Sum(static voice => voice.Sound.BufferedPackets);
            }
        }
    }

    /// <summary>Number of frames of all speakers that were concealed so far, see
    /// <see cref="RoomConnection.ReportConcealed"/>.</summary>
    public long Concealed { get; private set; }

    /// <summary>Number of packets of all speakers that had not arrived when they were due; packets that FEC repaired count
    /// too.</summary>
    public long Lost { get; private set; }

    /// <summary>
    /// What was played of each voice since the last call, however loud; only voices of which something was: see
    /// <see cref="RoomConnection.ReportPlayed"/>.
    /// </summary>
    public IReadOnlyList<PlayedVoice> TakePlayed()
    {
        lock (gate)
        {
            List<PlayedVoice>? taken = null;
            foreach (var (source, voice) in voices)
            {
                var played = (int)(voice.Sound.Counters.Played - voice.TakenPlayed);
                if (played > 0 || voice.Concealed > 0)
                {
                    (taken ??= []).Add(new PlayedVoice(source, played, voice.Concealed));
                    voice.TakenPlayed += played;
                    voice.Concealed = 0;
                }
            }

            return taken ?? (IReadOnlyList<PlayedVoice>)[];
        }
    }

    /// <summary>Inserts one packet.</summary>
    public void Insert(in HeardPacket packet)
    {
        lock (gate)
        {
            if (!voices.TryGetValue(packet.Source, out var voice))
            {
                voices.Add(packet.Source, voice = new VoicePlayout(new SpeakerPlayout(options)));
                Adapt(voice);
            }

            if (voice.Sequences.Unwrap(packet.Sequence, out var sequence) != SequenceStep.Suspect)
            {
                voice.HeardAt = packet.ReceivedAt;
                var now = time.GetElapsedTime(startedAt, packet.ReceivedAt);
                voice.Sound.Insert(sequence, voice.Timestamps.Unwrap(packet.Timestamp), packet.Opus.Span, now);
            }
        }
    }

    /// <summary>Reads the next 20 ms of all voices together.</summary>
    /// <param name="pcm">Receives exactly 960 samples, 48 kHz mono, range ±1.</param>
    public void Read(Span<float> pcm)
    {
        lock (gate)
        {
            bus.Clear();
            uint? gone = null;
            foreach (var (source, voice) in voices)
            {
                var lostBefore = voice.Sound.Counters.Lost;
                var step = voice.Sound.Read(frame, time.GetElapsedTime(startedAt));
                Lost += voice.Sound.Counters.Lost - lostBefore;
                if (step is PlayoutStep.Conceal or PlayoutStep.Recover or PlayoutStep.Hold)
                {
                    Concealed++;
                    voice.Concealed++;
                }

                bus.Add(frame);
                if (time.GetElapsedTime(voice.HeardAt) > ForgetAfter)
                {
                    gone = source;
                }
            }

            if (gone is { } forgotten && voices.Remove(forgotten, out var last))
            {
                last.Sound.Dispose();
            }

            bus.WriteMix(limiter, pcm);
        }
    }

    private void Adapt(VoicePlayout voice)
    {
        var (delay, most) = isBroadcast ? (BroadcastDelay, BroadcastDelayMax) : (options.InitialDelay, options.MaxDelay);
        voice.Sound.Adapt(delay, most);
    }

    /// <summary>Frees the decoders.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            foreach (var voice in voices.Values)
            {
                voice.Sound.Dispose();
            }

            voices.Clear();
        }
    }

    private sealed class VoicePlayout(SpeakerPlayout sound)
    {
        public SpeakerPlayout Sound { get; } = sound;

        public SequenceUnwrapper Sequences { get; } = new();

        public TimestampUnwrapper Timestamps { get; } = new();

        public long HeardAt { get; set; }

        /// <summary>Of the packets played, those that were told already.</summary>
        public long TakenPlayed { get; set; }

        /// <summary>Frames made up since that was told.</summary>
        public int Concealed { get; set; }
    }
}
