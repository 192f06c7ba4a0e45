using AudioRooms.Audio.Pcm;

namespace AudioRooms.Audio.Tests;

/// <summary>Measures how alike two sounds are.</summary>
internal static class Similarity
{
    private const int Window = 960;
    private static readonly (double[] Cosine, double[] Sine)[] Bands = MakeBands();

    /// <summary>Normalised correlation: 1 for sounds equal up to loudness, 0 for unrelated ones.</summary>
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

    /// <summary>Signal-to-noise ratio in dB, with the difference as the noise.</summary>
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

    /// <summary>
    /// Log-spectral distance in dB: how far the short-time spectra from 100 Hz to 4 kHz differ, averaged over the frames with
    /// sound. It compares what an ear compares, and ignores phase, which a speech codec may change.
    /// </summary>
    public static double SpectralDistance(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var sum = 0.0;
        var frames = 0;
        for (var offset = 0; offset + Window <= Math.Min(a.Length, b.Length); offset += Window)
        {
            if (AudioLevel.Measure(a.Slice(offset, Window)) > 40)
            {
                continue;
            }

            sum += FrameDistance(a.Slice(offset, Window), b.Slice(offset, Window));
            frames++;
        }

        return sum / frames;
    }

    private static double FrameDistance(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var sum = 0.0;
        foreach (var (cosine, sine) in Bands)
        {
            var difference = Decibels(a, cosine, sine) - Decibels(b, cosine, sine);
            sum += difference * difference;
        }

        return Math.Sqrt(sum / Bands.Length);
    }

    /// <summary>Power at one frequency, not below -70 dB.</summary>
    private static double Decibels(ReadOnlySpan<float> pcm, double[] cosine, double[] sine)
    {
        double real = 0, imaginary = 0;
        for (var index = 0; index < pcm.Length; index++)
        {
            real += pcm[index] * cosine[index];
            imaginary += pcm[index] * sine[index];
        }

        return 10 * Math.Log10((((real * real) + (imaginary * imaginary)) / ((double)pcm.Length * pcm.Length)) + 1e-7);
    }

    /// <summary>Every 100 Hz, under a Hann window.</summary>
    private static (double[] Cosine, double[] Sine)[] MakeBands()
    {
        var bands = new (double[] Cosine, double[] Sine)[39];
        for (var band = 0; band < bands.Length; band++)
        {
            var step = 2 * Math.PI * 100 * (band + 1) / AudioFormat.SampleRateHz;
            bands[band] = (new double[Window], new double[Window]);
            for (var index = 0; index < Window; index++)
            {
                var weight = 0.5 - (0.5 * Math.Cos(2 * Math.PI * index / Window));
                bands[band].Cosine[index] = weight * Math.Cos(step * index);
                bands[band].Sine[index] = weight * Math.Sin(step * index);
            }
        }

        return bands;
    }
}
