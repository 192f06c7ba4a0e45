using AudioRooms.Audio.Opus;
using AudioRooms.Audio.Pcm;

namespace AudioRooms.Audio.Mixing;

/// <summary>
/// One output of a <see cref="RoomMixer"/>: limits, measures and encodes. When the sound ends it goes on until the codec has
/// announced the silence (one DTX packet), and then costs nothing. Not thread-safe; allocates nothing per frame.
/// </summary>
public sealed class MixEncoder : IDisposable
{
    /// <summary>Most frames of silence encoded while the codec has given no DTX packet; it does so within 200 ms.</summary>
    private const int TailFramesMax = 25;

    /// <summary>
    /// Frames between two DTX packets: a codec repeats them every 400 ms, and its packets in between need not be sent.
    /// </summary>
    private const int DtxRepeatFrames = 20;

    private readonly PeakLimiter limiter = new();
    private readonly OpusEncoder encoder;
    private readonly float[] pcm = new float[AudioFormat.FrameSamples];
    private int silentInRow;
    private int dtxInRow;

    /// <summary>Makes an output with the options that suit a mix.</summary>
    public MixEncoder()
        : this(DefaultOptions)
    {
    }

    /// <summary>Makes an output.</summary>
    /// <param name="options">The encoder's settings; read once.</param>
    public MixEncoder(OpusEncoderOptions options) => encoder = new OpusEncoder(options);

    /// <summary>
    /// 28 kbit/s, because two voices at once need a little more than one. Complexity 5 takes half the time of 10 (ADR 11). The
    /// sound analysis of complexity 7 and above is not needed, because <see cref="OpusEncoder.LoudestGapLevel"/> bounds what DTX
    /// may take for silence. No FEC, because the path from here to the listener loses whole stretches or nothing.
    /// </summary>
    public static OpusEncoderOptions DefaultOptions => new()
    {
        BitrateBitsPerSecond = 28_000,
        Complexity = 5,
        UseFec = false,
        ExpectedLossPercent = 0,
        UseDtx = true,
    };

    /// <summary>True once the silence is announced: until new sound comes there is nothing to encode.</summary>
    public bool IsQuiet { get; private set; } = true;

    /// <summary>Encodes the mix's present frame.</summary>
    /// <param name="mixer">The mixer, after <see cref="RoomMixer.Mix"/>.</param>
    /// <param name="without">The source of the voice to leave out; null for the whole mix.</param>
    /// <param name="packet">Receives the packet; <see cref="LivePacketRules.MaxPacketBytes"/> bytes are always enough.</param>
    /// <param name="level">Audio level of the encoded sound in -dBov, 127 for silence.</param>
    /// <returns>Bytes written; 0 if there is nothing to send.</returns>
    public int Encode(RoomMixer mixer, uint? without, Span<byte> packet, out byte level)
    {
        ArgumentNullException.ThrowIfNull(mixer);
        level = AudioLevel.Silence;
        var hasSound = without is { } source ? mixer.HasSoundWithout(source) : mixer.HasSound;
        silentInRow = hasSound ? 0 : silentInRow + 1;
        if (!hasSound && IsQuiet)
        {
            return 0;
        }

        if (!hasSound)
        {
            pcm.AsSpan().Clear();
            limiter.Apply(pcm);
        }
        else if (without is { } own)
        {
            mixer.WriteMixMinus(own, limiter, pcm);
        }
        else
        {
            mixer.WriteMix(limiter, pcm);
        }

        level = AudioLevel.Measure(pcm);
        var bytes = encoder.Encode(pcm, packet);
        var isDtx = OpusPacket.TryParse(packet[..bytes], out var parsed, out _) && parsed.IsDtx;
        IsQuiet = !hasSound && (isDtx || silentInRow >= TailFramesMax);
        dtxInRow = isDtx ? dtxInRow + 1 : 0;
        return dtxInRow > 1 && dtxInRow % DtxRepeatFrames != 0 ? 0 : bytes;
    }

    /// <inheritdoc/>
    public void Dispose() => encoder.Dispose();
}
