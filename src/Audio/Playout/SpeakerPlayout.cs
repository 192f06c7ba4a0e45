using AudioRooms.Audio.Opus;

namespace AudioRooms.Audio.Playout;

/// <summary>
/// One speaker's sound at the listener: packets in as they come, 20 ms of PCM out whenever they are asked for. Not thread-safe;
/// allocates nothing per packet once packets have stopped getting longer.
/// </summary>
public sealed class SpeakerPlayout : IDisposable
{
    /// <summary>
    /// Frames without a packet after which the output is exact silence, because concealment has faded out: 1 s.
    /// </summary>
    private const int MaxConcealedFrames = AudioFormat.FramesPerSecond;

    private readonly JitterBuffer buffer;
    private readonly OpusDecoder decoder;
    private readonly float[] second = new float[AudioFormat.FrameSamples];
    private int concealedInRow;
    private bool isSounding;

    /// <summary>Makes a playout with the default <see cref="JitterBufferOptions"/>.</summary>
    public SpeakerPlayout()
        : this(new JitterBufferOptions())
    {
    }

    /// <summary>Makes a playout with the process's codec (<see cref="OpusCodec.Current"/>).</summary>
    /// <param name="options">Delays and bounds of the jitter buffer; read once.</param>
    public SpeakerPlayout(JitterBufferOptions options)
        : this(options, OpusCodec.Current.Implementation)
    {
    }

    /// <summary>Makes a playout.</summary>
    /// <param name="options">Delays and bounds of the jitter buffer; read once.</param>
    /// <param name="implementation">The codec to decode with; the managed one conceals where the native one recovers.</param>
    /// <exception cref="DllNotFoundException">
    /// The native codec was asked for and libopus cannot be loaded; the message says what to install.
    /// </exception>
    public SpeakerPlayout(JitterBufferOptions options, OpusImplementation implementation)
    {
        decoder = new OpusDecoder(implementation);
        buffer = new JitterBuffer(options, decoder.CanRecover);
    }

    /// <inheritdoc cref="JitterBuffer.Adapt"/>
    public void Adapt(TimeSpan delay, TimeSpan maxDelay) => buffer.Adapt(delay, maxDelay);

    /// <summary>Counts of packets and frames since the start.</summary>
    public JitterBufferCounters Counters => buffer.Counters;

    /// <summary>Packets with valid framing whose content the codec refused; they were concealed.</summary>
    public long Undecodable { get; private set; }

    /// <summary>The present target delay.</summary>
    public TimeSpan TargetDelay => buffer.TargetDelay;

    /// <summary>Packets that wait now.</summary>
    public int BufferedPackets => buffer.BufferedPackets;

    /// <summary>
    /// True for a mixer, whose listeners' decoders make their own comfort noise. Silence that the speaker does not send is then
    /// digital silence and costs no decoding, and every stretch of sound is faded in and out so that it does not click. Default
    /// false: comfort noise.
    /// </summary>
    public bool SkipsSilence { get; init; }

    /// <summary>True if the latest frame is digital silence.</summary>
    public bool IsSilent { get; private set; } = true;

    /// <summary>True if no packet waits and none is being played: further frames are silent until a packet comes.</summary>
    public bool IsIdle => !buffer.IsPlaying && buffer.BufferedPackets == 0 && !isSounding;

    /// <inheritdoc cref="JitterBuffer.Insert"/>
    public JitterInsert Insert(long sequence, long timestamp, ReadOnlySpan<byte> packet, TimeSpan now) =>
        buffer.Insert(sequence, timestamp, packet, now);

    /// <summary>Makes the next 20 ms.</summary>
    /// <param name="pcm">Receives exactly 960 samples, 48 kHz mono, nominal range ±1.</param>
    /// <param name="now">Time since any fixed origin, by the clock of <see cref="Insert"/>.</param>
    /// <returns>How the sound was made.</returns>
    public PlayoutStep Read(Span<float> pcm, TimeSpan now)
    {
        if (pcm.Length != AudioFormat.FrameSamples)
        {
            throw new ArgumentException(
                $"A frame has {AudioFormat.FrameSamples} samples (20 ms at 48 kHz mono); this one has {pcm.Length}.",
                nameof(pcm));
        }

        var step = buffer.Next(now, out var packet, out var secondPacket);
        concealedInRow = step is PlayoutStep.Conceal or PlayoutStep.Silence or PlayoutStep.Hold ? concealedInRow + 1 : 0;
        if (SkipsSilence && !HasSound(step, packet))
        {
            FadeAway(pcm);
            return step;
        }

        Render(step, packet, secondPacket, pcm);
        if (SkipsSilence && !isSounding)
        {
            Fade.In(pcm);
        }

        isSounding = SkipsSilence;
        return step;
    }

    /// <inheritdoc/>
    public void Dispose() => decoder.Dispose();

    private void Render(PlayoutStep step, ReadOnlySpan<byte> packet, ReadOnlySpan<byte> secondPacket, Span<float> pcm)
    {
        IsSilent = false;
        switch (step)
        {
            case PlayoutStep.Decode:
                Decode(packet, pcm);
                break;
            case PlayoutStep.Recover:
                decoder.Recover(packet, pcm);
                break;
            case PlayoutStep.Accelerate:
                Decode(packet, pcm);
                Decode(secondPacket, second);
                CrossFade(pcm, second);
                break;
            case PlayoutStep.Conceal or PlayoutStep.Silence or PlayoutStep.Hold when concealedInRow <= MaxConcealedFrames:
                decoder.Conceal(pcm);
                break;
            default:
                pcm.Clear();
                IsSilent = true;
                break;
        }
    }

    private bool HasSound(PlayoutStep step, ReadOnlySpan<byte> packet) => step switch
    {
        PlayoutStep.Decode => !(OpusPacket.TryParse(packet, out var parsed, out _) && parsed.IsDtx),
        PlayoutStep.Accelerate or PlayoutStep.Recover => true,

        // Before the first sound there is nothing to conceal with.
        PlayoutStep.Conceal or PlayoutStep.Hold => isSounding && concealedInRow <= MaxConcealedFrames,
        _ => false,
    };

    private void FadeAway(Span<float> pcm)
    {
        IsSilent = !isSounding;
        if (isSounding)
        {
            decoder.Conceal(pcm);
            Fade.Out(pcm);
            isSounding = false;
        }
        else
        {
            pcm.Clear();
        }
    }

    private void Decode(ReadOnlySpan<byte> packet, Span<float> pcm)
    {
        if (!decoder.TryDecode(packet, pcm, out _))
        {
            Undecodable++;
            decoder.Conceal(pcm);
        }
    }

    /// <summary>Fades from the first frame to the second, so that both neighbours join without a click.</summary>
    private static void CrossFade(Span<float> first, ReadOnlySpan<float> second)
    {
        for (var index = 0; index < first.Length; index++)
        {
            var weight = (index + 0.5f) / first.Length;
            first[index] += (second[index] - first[index]) * weight;
        }
    }
}
