namespace AudioRooms.Audio.Mixing;

/// <summary>
/// Keeps a mix inside its range without the crackle of clipping: the gain follows an envelope that jumps to each new peak and
/// falls by 8.7 dB per 100 ms after it, so within one period of a voice it hardly moves. Below the ceiling sound passes
/// unchanged. Adds no delay. One per output, because the envelope is its memory. Not thread-safe.
/// </summary>
public sealed class PeakLimiter
{
    /// <summary>Highest magnitude that leaves: -0.45 dBFS, so that the Opus encoder's own ripple does not clip either.</summary>
    public const float Ceiling = 0.95f;

    /// <summary>The envelope's fall per sample: time constant 100 ms at 48 kHz, exp(-1 / 4800).</summary>
    private static readonly float ReleasePerSample = MathF.Exp(-1f / (0.1f * AudioFormat.SampleRateHz));

    private float envelope;

    /// <summary>Present gain, above 0 to 1.</summary>
    public float Gain => envelope > Ceiling ? Ceiling / envelope : 1;

    /// <summary>Limits in place.</summary>
    /// <param name="pcm">48 kHz mono, any finite magnitude; not-a-number and infinity become silence.</param>
    public void Apply(Span<float> pcm)
    {
        for (var index = 0; index < pcm.Length; index++)
        {
            var sample = float.IsFinite(pcm[index]) ? pcm[index] : 0;
            envelope = Math.Max(MathF.Abs(sample), envelope * ReleasePerSample);

            // The product can pass the ceiling by rounding alone.
            pcm[index] = envelope > Ceiling ? Math.Clamp(sample * (Ceiling / envelope), -Ceiling, Ceiling) : sample;
        }
    }

    /// <summary>Forgets all peaks, as for a new output.</summary>
    public void Reset() => envelope = 0;
}
