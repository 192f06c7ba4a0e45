using AudioRooms.Contracts.Media;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Sessions;

/// <summary>
/// What one speaker's encoder is asked for. More protection is asked for at once, less only after it was not needed for a while,
/// and neither every moment: an encoder that toggles FEC changes how a voice sounds. Pure; not thread-safe.
/// </summary>
internal sealed class EncoderSteering
{
    private const long PauseMicros = 5_000_000;
    private const long CalmDownAfterMicros = 30_000_000;

    private LossStep asked;
    private long askedAtMicros = -PauseMicros;
    private long neededAtMicros;

    /// <summary>Takes in what is needed now.</summary>
    /// <returns>What to ask for; null if nothing changes.</returns>
    public EncoderHint? Observe(LossStep needed, long nowMicros)
    {
        if (needed >= asked)
        {
            neededAtMicros = nowMicros;
        }

        var isDue = needed > asked ? nowMicros - askedAtMicros >= PauseMicros
            : needed < asked && nowMicros - neededAtMicros >= CalmDownAfterMicros;
        if (!isDue)
        {
            return null;
        }

        asked = needed;
        askedAtMicros = nowMicros;
        neededAtMicros = nowMicros;
        return HintFor(asked);
    }

    // Above 5 % libopus narrows the voice's band if that is what FEC needs at the bitrate;
    // at 5 % and below it leaves FEC out instead.
    private static EncoderHint HintFor(LossStep step) => step switch
    {
        LossStep.Calm => new EncoderHint { ExpectedLossPercent = 0, UseInBandFec = false },
        LossStep.Some => new EncoderHint { ExpectedLossPercent = 10, UseInBandFec = true },
        LossStep.Much => new EncoderHint { ExpectedLossPercent = 20, UseInBandFec = true },
    };
}
