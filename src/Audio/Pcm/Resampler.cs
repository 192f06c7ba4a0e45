namespace AudioRooms.Audio.Pcm;

/// <summary>
/// Changes the sample rate of a whole sound. Each output sample is a sum of neighbouring input samples under a Kaiser-windowed
/// sinc (Julius O. Smith, "Digital Audio Resampling"). For files; live sound is 48 kHz from end to end.
/// </summary>
public static class Resampler
{
    /// <summary>Zero crossings of the sinc on each side: a transition band of about a tenth of the bandwidth.</summary>
    private const int ZeroCrossings = 24;

    /// <summary>Kaiser's shape parameter: with 8 aliases are about 80 dB down, below the noise of 16-bit speech.</summary>
    private const double KaiserBeta = 8;

    /// <summary>
    /// Part of the lower rate's bandwidth that is kept, so that the transition band ends near the Nyquist frequency.
    /// </summary>
    private const double Rolloff = 0.94;

    /// <summary>
    /// Most kernels kept. Between rates with a common divisor a few kernels repeat; if there are more than this, each is computed
    /// when needed.
    /// </summary>
    private const int MaxCachedKernels = 1_024;

    /// <summary>Converts a mono sound.</summary>
    /// <param name="source">The whole sound; borrowed.</param>
    /// <param name="sourceRateHz">Its sample rate in Hz, at least 1.</param>
    /// <param name="targetRateHz">The sample rate of the result in Hz, at least 1.</param>
    /// <returns>A new array of <c>source.Length × targetRateHz / sourceRateHz</c> samples, rounded down, without delay.</returns>
    public static float[] Resample(ReadOnlySpan<float> source, int sourceRateHz, int targetRateHz)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sourceRateHz, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(targetRateHz, 1);
        if (sourceRateHz == targetRateHz)
        {
            return source.ToArray();
        }

        var divisor = GreatestCommonDivisor(sourceRateHz, targetRateHz);
        long up = targetRateHz / divisor;
        long down = sourceRateHz / divisor;
        var target = new float[(int)(source.Length * up / down)];

        // Below 1 when the rate goes down: the kernel is wider then, and removes what the new rate cannot carry.
        var bandwidth = Rolloff * Math.Min(1.0, (double)targetRateHz / sourceRateHz);
        var halfWidth = (int)Math.Ceiling(ZeroCrossings / bandwidth);
        var kernels = up <= MaxCachedKernels ? new float[up][] : null;
        var scratch = kernels is null ? new float[2 * halfWidth] : null;
        for (var index = 0; index < target.Length; index++)
        {
            // Output sample `index` is at source position whole + phase / up.
            var position = index * down;
            var whole = (int)(position / up);
            var phase = (int)(position % up);
            var kernel = kernels?[phase] ?? scratch;
            if (kernel is null || kernels is null)
            {
                kernel ??= new float[2 * halfWidth];
                FillKernel(kernel, (double)phase / up, bandwidth, halfWidth);
                if (kernels is not null)
                {
                    kernels[phase] = kernel;
                }
            }

            target[index] = Convolve(source, whole - halfWidth + 1, kernel);
        }

        return target;
    }

    /// <summary>Counts samples before and after the sound as silence.</summary>
    private static float Convolve(ReadOnlySpan<float> source, int first, ReadOnlySpan<float> kernel)
    {
        var skip = Math.Max(0, -first);
        var count = Math.Min(kernel.Length, source.Length - first) - skip;
        if (count <= 0)
        {
            return 0;
        }

        var samples = source.Slice(first + skip, count);
        var weights = kernel.Slice(skip, count);
        var sum = 0f;
        for (var index = 0; index < samples.Length; index++)
        {
            sum += samples[index] * weights[index];
        }

        return sum;
    }

    /// <summary>
    /// Weights of the source samples around a point that is <paramref name="fraction"/> of a sample after the middle one; their
    /// sum is 1.
    /// </summary>
    private static void FillKernel(Span<float> kernel, double fraction, double bandwidth, int halfWidth)
    {
        var sum = 0.0;
        for (var index = 0; index < kernel.Length; index++)
        {
            var distance = index - halfWidth + 1 - fraction;
            var weight = Sinc(bandwidth * distance) * Kaiser(distance / halfWidth);
            kernel[index] = (float)weight;
            sum += weight;
        }

        for (var index = 0; index < kernel.Length; index++)
        {
            kernel[index] = (float)(kernel[index] / sum);
        }
    }

    private static double Sinc(double x) => Math.Abs(x) < 1e-9 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);

    private static double Kaiser(double x) =>
        Math.Abs(x) >= 1 ? 0 : BesselI0(KaiserBeta * Math.Sqrt(1 - (x * x))) / BesselI0(KaiserBeta);

    /// <summary>
    /// Modified Bessel function of order 0 by its power series, which converges fast for arguments up to
    /// <see cref="KaiserBeta"/>.
    /// </summary>
    private static double BesselI0(double x)
    {
        var sum = 1.0;
        var term = 1.0;
        for (var k = 1; term > sum * 1e-12; k++)
        {
            term *= x * x / (4.0 * k * k);
            sum += term;
        }

        return sum;
    }

    private static int GreatestCommonDivisor(int a, int b)
    {
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return a;
    }
}
