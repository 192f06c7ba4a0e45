using AudioRooms.Audio.Opus;
using AudioRooms.Audio.Pcm;

namespace AudioRooms.Audio.Mixing;

/// <summary>
/// One way out of a <see cref="RoomMixer"/>: limits, measures and encodes. When the sound ends it goes on for as long as the
/// codec needs to say so (one DTX packet), and from then on costs nothing. Not thread-safe; allocates nothing per frame.
/// </summary>
public sealed class MixEncoder : IDisposable
{
    /// <summary>Frames of silence encoded at most while the codec has not given a DTX packet: it decides within 200 ms.</summary>
    private const int TailFramesMax = 25;

    /// <summary>A codec repeats its DTX packet every 400 ms; what it says in between need not be sent.</summary>
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
    /// <param name="options">Read once.</param>
    public MixEncoder(OpusEncoderOptions options) => encoder = new OpusEncoder(options);

    /// <summary>
    /// 28 kb/s: two voices at once need a little more than one. Complexity 5 is half the time of 10 (ADR 11); what DTX may take
    /// for silence is bounded by loudness (<see cref="OpusEncoder.LoudestGapLevel"/>), so that the analysis of higher ones is not
    /// needed. No FEC, because the way from here to the listener loses whole stretches or nothing.
    /// </summary>
    public static OpusEncoderOptions DefaultOptions => new()
    {
        BitrateBitsPerSecond = 28_000,
        Complexity = 5,
        UseFec = false,
        ExpectedLossPercent = 0,
        UseDtx = true,
    };

    /// <summary>True if silence has been said: without new sound there is nothing to encode.</summary>
    public bool IsQuiet { get; private set; } = true;

    /// <summary>Encodes the mix's present frame.</summary>
    /// <param name="mixer">After <see cref="RoomMixer.Mix"/>.</param>
    /// <param name="without">Whose voice to leave out; null for the whole mix.</param>
    /// <param name="packet">Receives the packet; <see cref="LivePacketRules.MaxPacketBytes"/> of room are always enough.</param>
    /// <param name="level">-dBov of what was encoded, 127 for silence.</param>
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
