using AudioRooms.Audio.Opus;

namespace AudioRooms.Client;

/// <summary>
/// What the server asks of a speaker's encoder, by what the listeners report as lost. Nothing at first: FEC takes bits from the
/// voice, and most rooms lose nothing.
/// </summary>
/// <param name="UseFec">Whether packets should carry a coarse copy of the one before.</param>
/// <param name="ExpectedLossPercent">What to prepare for, 0 to 100.</param>
public sealed record EncoderAdvice(bool UseFec, int ExpectedLossPercent)
{
    /// <summary>No FEC, no loss expected.</summary>
    public static EncoderAdvice None { get; } = new(UseFec: false, ExpectedLossPercent: 0);

    /// <summary>Sets an encoder accordingly; costs nothing if it is set so already.</summary>
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
