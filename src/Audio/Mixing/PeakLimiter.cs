namespace AudioRooms.Audio.Mixing;

/// <summary>
/// Keeps a mix within its range. Several voices at once exceed it, and clipping would crackle. Here the gain follows an envelope
/// that jumps to each new peak and then falls by 8.7 dB per 100 ms, so it hardly moves within one period of a voice. Sound below
/// the ceiling passes unchanged. Adds no delay. One per output, because the envelope is its memory. Not thread-safe.
/// </summary>
public sealed class PeakLimiter
{
    /// <summary>Highest output magnitude: -0.45 dBFS, so that the Opus encoder's own ripple does not clip either.</summary>
    public const float Ceiling = 0.95f;

    /// <summary>The envelope's fall per sample: time constant 100 ms at 48 kHz, exp(-1 / 4800).</summary>
    private static readonly float ReleasePerSample = MathF.Exp(-1f / (0.1f * AudioFormat.SampleRateHz));

    private float envelope;

    /// <summary>The present gain, above 0 and at most 1.</summary>
    public float Gain => envelope > Ceiling ? Ceiling / envelope : 1;

    /// <summary>Limits in place.</summary>
    /// <param name="pcm">48 kHz mono of any finite magnitude; not-a-number and infinity become silence.</param>
    public void Apply(Span<float> pcm)
    {
        for (var index = 0; index < pcm.Length; index++)
        {
            var sample = float.IsFinite(pcm[index]) ? pcm[index] : 0;
            envelope = Math.Max(MathF.Abs(sample), envelope * ReleasePerSample);

            // Rounding alone can make the product exceed the ceiling.
            pcm[index] = envelope > Ceiling ? Math.Clamp(sample * (Ceiling / envelope), -Ceiling, Ceiling) : sample;
        }
    }

    /// <summary>Forgets all peaks, as for a new output.</summary>
    public void Reset() => envelope = 0;
}
