namespace AudioRooms.Audio.Mixing;

/// <summary>
/// Keeps a mix inside its range without the crackle of clipping: when a peak would pass the ceiling, the gain falls at once to
/// what the peak needs and recovers over 100 ms. Below the ceiling sound passes unchanged. Adds no delay. One per output,
/// because the gain is its memory. Not thread-safe.
/// </summary>
public sealed class PeakLimiter
{
    /// <summary>Highest magnitude that leaves: -0.45 dBFS, so that the Opus encoder's own ripple does not clip either.</summary>
    public const float Ceiling = 0.95f;

    /// <summary>The gap to full gain shrinks by this factor per sample: time constant 100 ms at 48 kHz, exp(-1 / 4800).</summary>
    private static readonly float ReleasePerSample = MathF.Exp(-1f / (0.1f * AudioFormat.SampleRateHz));

    private float gain = 1;

    /// <summary>Present gain, above 0 to 1.</summary>
    public float Gain => gain;

    /// <summary>Limits in place.</summary>
    /// <param name="pcm">48 kHz mono, any finite magnitude; not-a-number and infinity become silence.</param>
    public void Apply(Span<float> pcm)
    {
        for (var index = 0; index < pcm.Length; index++)
        {
            var sample = pcm[index];
            if (!float.IsFinite(sample))
            {
                pcm[index] = 0;
                continue;
            }

            gain = 1 - ((1 - gain) * ReleasePerSample);
            var magnitude = MathF.Abs(sample);
            if (magnitude * gain > Ceiling)
            {
                gain = Ceiling / magnitude;
            }

            pcm[index] = Math.Clamp(sample * gain, -Ceiling, Ceiling);
        }
    }

    /// <summary>Full gain again, as for a new output.</summary>
    public void Reset() => gain = 1;
}
