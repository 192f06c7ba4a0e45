namespace AudioRooms.Audio.Tests;

/// <summary>How alike two sounds are.</summary>
internal static class Similarity
{
    /// <summary>Normalised correlation, 1 for equal up to loudness, 0 for unrelated.</summary>
    public static double Correlate(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double ab = 0, aa = 0, bb = 0;
        for (var index = 0; index < Math.Min(a.Length, b.Length); index++)
        {
            ab += (double)a[index] * b[index];
            aa += (double)a[index] * a[index];
            bb += (double)b[index] * b[index];
        }

        return aa == 0 || bb == 0 ? 0 : ab / Math.Sqrt(aa * bb);
    }

    /// <summary>Signal to noise in dB, where the noise is the difference.</summary>
    public static double SignalToNoise(ReadOnlySpan<float> signal, ReadOnlySpan<float> degraded)
    {
        double power = 0, noise = 0;
        for (var index = 0; index < Math.Min(signal.Length, degraded.Length); index++)
        {
            power += (double)signal[index] * signal[index];
            var difference = (double)signal[index] - degraded[index];
            noise += difference * difference;
        }

        return 10 * Math.Log10(power / noise);
    }
}
