using System.ComponentModel.DataAnnotations;
using AudioRooms.Audio.Opus;
using AudioRooms.Audio.Pcm;

namespace AudioRooms.Audio.Levels;

/// <summary>What the check that ended with a packet found.</summary>
public enum LevelCheck
{
    /// <summary>No check ended with this packet.</summary>
    None,

    /// <summary>The claims fit the sound.</summary>
    Agreed,

    /// <summary>At least one claim does not fit the sound.</summary>
    Differed,

    /// <summary>
    /// At least one claim does not fit the sound, once too often: from now on the speaker's claims are not used.
    /// </summary>
    Distrusted,
}

/// <summary>The level of one packet.</summary>
/// <param name="Level">
/// The level to use in -dBov: the claim, or the measured level if the speaker's claims are not trusted.
/// </param>
/// <param name="Check">What a check found, if one ended with this packet.</param>
/// <param name="IsUndecodable">True if the packet was decoded and the codec refused it; its level is silence then.</param>
public readonly record struct AuditedLevel(byte Level, LevelCheck Check = LevelCheck.None, bool IsUndecodable = false);

/// <summary>
/// Keeps one speaker's level claims honest. Levels decide which speakers are forwarded and who is dominant, and clients write
/// them: a client that always claims the loudest level would take a place from everybody else. Decoding every packet would tell
/// the truth, at 50 µs each. So a few packets in a row are decoded at random moments. If a speaker's claims persistently do not
/// fit the sound, the levels are measured from then on.
/// </summary>
/// <remarks>
/// A decoder needs earlier packets to be right, so a check decodes six: two to come into step, three to judge, and one after
/// them, because an encoder's delay (6.5 ms, in other encoders up to 20 ms) moves some of a packet's sound into its neighbours. A
/// claim is compared with the loudest and the quietest of the three. Gaps in sequence or time do not interrupt a check, because a
/// sender could make them on purpose. One check in six may differ without consequences (for honest speech fewer than one in a
/// hundred differ). A false verdict does no harm, because the measured level is right, too. Not thread-safe; allocates nothing
/// per packet.
/// </remarks>
public sealed class LevelAuditor : IDisposable
{
    private const int WarmUpPackets = 2;
    private const int CheckPackets = 6;

    /// <summary>A check that differs weighs as much as this many that agree.</summary>
    private const int DifferenceWeight = 5;

    /// <summary>The suspicion of three checks in a row that differ.</summary>
    private const int SuspicionMax = 3 * DifferenceWeight;

    /// <summary>
    /// Level in -dBov from which on all silence is alike; the default of <see cref="ActiveSpeakersOptions.SilenceLevel"/>.
    /// </summary>
    private const byte SilenceLevel = 60;

    private readonly OpusDecoderPool decoders;
    private readonly LevelAuditorOptions options;
    private readonly Random random;
    private readonly byte[] claims = new byte[CheckPackets];
    private readonly byte[] measured = new byte[CheckPackets];
    private OpusDecoder? decoder;
    private int packetsToCheck;
    private int packetsInCheck;
    private int checks;
    private int suspicion;

    /// <summary>Starts with trust.</summary>
    /// <param name="decoders">Lends the decoder for a check.</param>
    /// <param name="options">How often claims are checked, and how wrong they may be; read once.</param>
    /// <param name="random">Draws the moments of checks. No other code should know its numbers.</param>
    /// <exception cref="ValidationException">An option is out of its range.</exception>
    public LevelAuditor(OpusDecoderPool decoders, LevelAuditorOptions options, Random random)
    {
        ArgumentNullException.ThrowIfNull(decoders);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(random);
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        this.decoders = decoders;
        this.options = options;
        this.random = random;
        packetsToCheck = NextGap();
    }

    /// <summary>True once the claims were wrong too often; it stays true.</summary>
    public bool IsDistrusted { get; private set; }

    /// <summary>Packets decoded so far, which is the cost of the checks.</summary>
    public long Decoded { get; private set; }

    /// <summary>Takes in a packet; call it in the order in which the speaker's packets come.</summary>
    /// <param name="claimed">The client's claim in -dBov; above 127 counts as 127.</param>
    /// <param name="packet">The Opus packet, borrowed for the call.</param>
    public AuditedLevel Judge(byte claimed, ReadOnlySpan<byte> packet)
    {
        claimed = Math.Min(claimed, AudioLevel.Silence);
        if (OpusPacket.TryParse(packet, out var parsed, out _) && parsed.IsDtx)
        {
            // A DTX packet carries no sound, whatever level it claims.
            return new AuditedLevel(AudioLevel.Silence);
        }

        if (IsDistrusted)
        {
            var isDecodable = TryMeasure(packet, out var level);
            return new AuditedLevel(level, LevelCheck.None, !isDecodable);
        }

        if (packetsToCheck > 0)
        {
            packetsToCheck--;
            return new AuditedLevel(claimed);
        }

        return Check(claimed, packet);
    }

    /// <summary>Gives the decoder back to the pool.</summary>
    public void Dispose()
    {
        if (decoder is not null)
        {
            decoders.Return(decoder);
            decoder = null;
        }
    }

    private AuditedLevel Check(byte claimed, ReadOnlySpan<byte> packet)
    {
        var isDecodable = TryMeasure(packet, out var level);
        claims[packetsInCheck] = Math.Min(claimed, SilenceLevel);
        measured[packetsInCheck] = Math.Min(level, SilenceLevel);
        var result = LevelCheck.None;
        if (++packetsInCheck == CheckPackets)
        {
            packetsInCheck = 0;
            result = Conclude();
            packetsToCheck = NextGap();
        }

        if (result == LevelCheck.Distrusted)
        {
            return new AuditedLevel(level, result, !isDecodable);
        }

        return new AuditedLevel(isDecodable ? claimed : AudioLevel.Silence, result, !isDecodable);
    }

    private LevelCheck Conclude()
    {
        checks++;
        if (!DoesDiffer())
        {
            suspicion = Math.Max(0, suspicion - 1);
            Dispose();
            return LevelCheck.Agreed;
        }

        suspicion += DifferenceWeight;
        if (suspicion < SuspicionMax)
        {
            Dispose();
            return LevelCheck.Differed;
        }

        // The decoder is kept, because it is in step already.
        IsDistrusted = true;
        return LevelCheck.Distrusted;
    }

    private bool DoesDiffer()
    {
        for (var index = WarmUpPackets; index < CheckPackets - 1; index++)
        {
            var (before, at, after) = (measured[index - 1], measured[index], measured[index + 1]);
            var loudest = Math.Min(at, Math.Min(before, after));
            var quietest = Math.Max(at, Math.Max(before, after));
            if (claims[index] < loudest - options.TooLoudDb || claims[index] > quietest + options.TooQuietDb)
            {
                return true;
            }
        }

        return false;
    }

    private bool TryMeasure(ReadOnlySpan<byte> packet, out byte level)
    {
        Span<float> pcm = stackalloc float[AudioFormat.FrameSamples];
        decoder ??= decoders.Rent();
        Decoded++;
        var isDecodable = decoder.TryDecode(packet, pcm, out var samples);
        level = isDecodable ? AudioLevel.Measure(pcm[..samples]) : AudioLevel.Silence;
        return isDecodable;
    }

    private int NextGap() => checks < options.EarlyChecks
        ? random.Next(options.EarlyGapPacketsMax + 1)
        : random.Next(options.GapPacketsMax / 4, options.GapPacketsMax + 1);
}
