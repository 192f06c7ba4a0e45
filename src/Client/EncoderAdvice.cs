using AudioRooms.Audio.Opus;

namespace AudioRooms.Client;

/// <summary>What the server asks of a speaker's encoder, from the loss that listeners report. A connection starts with none: FEC
/// takes bits from the voice, and most rooms lose nothing.</summary>
/// <param name="UseFec">True if each packet should carry a coarse copy of the previous one.</param>
/// <param name="ExpectedLossPercent">The loss to prepare for, 0 to 100.</param>
public sealed record EncoderAdvice(bool UseFec, int ExpectedLossPercent)
{
    /// <summary>No FEC, no loss expected.</summary>
    public static EncoderAdvice None { get; } = new(UseFec: false, ExpectedLossPercent: 0);

    /// <summary>Applies the advice to an encoder. Costs nothing if the encoder is already set so.</summary>
    /// <param name="encoder">The voice's encoder, between two frames.</param>
    public void ApplyTo(OpusEncoder encoder)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        if (encoder.UseFec != UseFec || encoder.ExpectedLossPercent != ExpectedLossPercent)
        {
            encoder.UseFec = UseFec;
            encoder.ExpectedLossPercent = ExpectedLossPercent;
        }
    }
}
