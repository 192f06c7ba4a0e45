using AudioRooms.Contracts.Media;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Sessions;

/// <summary>
/// Decides what one speaker's encoder is asked for. An encoder that switches FEC on and off changes how the voice sounds, and
/// loss comes in bursts. So more protection is asked for at once, less only after a while without need, and neither too often.
/// Pure; not thread-safe.
/// </summary>
internal sealed class EncoderSteering
{
    private const long PauseMicros = 5_000_000;
    private const long CalmDownAfterMicros = 30_000_000;

    private LossStep asked;
    private long askedAtMicros = -PauseMicros;
    private long neededAtMicros;

    /// <summary>Takes in the protection that is needed now.</summary>
    /// <returns>The hint to send; null if nothing changes.</returns>
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

    // Above 5 % expected loss libopus narrows the voice's band if FEC needs the bitrate. Up to 5 % it leaves FEC out instead.
    private static EncoderHint HintFor(LossStep step) => step switch
    {
        LossStep.Calm => new EncoderHint { ExpectedLossPercent = 0, UseInBandFec = false },
        LossStep.Some => new EncoderHint { ExpectedLossPercent = 10, UseInBandFec = true },
        LossStep.Much => new EncoderHint { ExpectedLossPercent = 20, UseInBandFec = true },
    };
}
