using System.ComponentModel.DataAnnotations;
using AudioRooms.Audio.Opus;
using AudioRooms.Audio.Pcm;

namespace AudioRooms.Audio.Levels;

/// <summary>What a check, of which a packet was the last, found.</summary>
public enum LevelCheck
{
    /// <summary>No check ended with this packet.</summary>
    None,

    /// <summary>The claims fit the sound.</summary>
    Agreed,

    /// <summary>At least one claim does not fit the sound.</summary>
    Differed,

    /// <summary>The same, once too often: from now on the speaker's claims count for nothing.</summary>
    Distrusted,
}

/// <summary>What is known of one packet's level.</summary>
/// <param name="Level">-dBov to go by: the claim, or what was measured if the speaker's claims are not to be trusted.</param>
/// <param name="Check">What a check found, if one ended here.</param>
/// <param name="IsUndecodable">True if the packet was decoded and the codec refused it; its level is silence then.</param>
public readonly record struct AuditedLevel(byte Level, LevelCheck Check = LevelCheck.None, bool IsUndecodable = false);

/// <summary>
/// Keeps one speaker's level claims honest. Levels decide who is forwarded and who leads, and come from the clients, who can
/// write into them what they like; decoding everything would tell the truth at 50 µs a packet. So a few packets in a row are
/// decoded at moments that nobody outside can foresee, and whoever's claims do not fit the sound, persistently,
/// is measured from then on.
/// </summary>
/// <remarks>
/// A decoder needs the packets before to be right, so a check decodes six: two to come into step, three to judge and one after
/// them, because an encoder's delay (6.5 ms, others up to 20) lets the sound of a packet end up in its neighbours. A claim is
/// compared with the loudest and the quietest of the three. Gaps in sequence or time do not interrupt a check:
/// a sender could make them on purpose.
/// One check in six may differ without consequences (honest speech: under one in a hundred). An error costs nobody anything: who
/// is distrusted has the measured level, which is right. Not thread-safe; allocates nothing per packet.
/// </remarks>
public sealed class LevelAuditor : IDisposable
{
    private const int WarmUpPackets = 2;
    private const int CheckPackets = 6;

    /// <summary>A check that differs weighs as much as so many that agree.</summary>
    private const int DifferenceWeight = 5;

    /// <summary>Three checks that differ, in a row.</summary>
    private const int SuspicionMax = 3 * DifferenceWeight;

    /// <summary>-dBov from which on it does not matter how silent silence is; the default of
    /// <see cref="ActiveSpeakersOptions.SilenceLevel"/>.</summary>
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
    /// <param name="decoders">Where the decoder of a check comes from.</param>
    /// <param name="options">Read once.</param>
    /// <param name="random">Draws the moments; nobody but this object should know its numbers.</param>
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

    /// <summary>True once the claims have been wrong too often; it stays so.</summary>
    public bool IsDistrusted { get; private set; }

    /// <summary>Packets decoded so far: the cost.</summary>
    public long Decoded { get; private set; }

    /// <summary>Takes in a packet, in the order in which the speaker's packets come.</summary>
    /// <param name="claimed">-dBov as the client says; above 127 counts as 127.</param>
    /// <param name="packet">Its sound, borrowed.</param>
    public AuditedLevel Judge(byte claimed, ReadOnlySpan<byte> packet)
    {
        claimed = Math.Min(claimed, AudioLevel.Silence);
        if (OpusPacket.TryParse(packet, out var parsed, out _) && parsed.IsDtx)
        {
            // It says "silence goes on" and carries no sound, whatever it claims.
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

    /// <summary>Gives the decoder back.</summary>
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

        // The decoder stays: it is in step already.
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
