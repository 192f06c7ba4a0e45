using HdrHistogram;
using HdrHistogram.Encoding;
using HdrHistogram.Utilities;

namespace AudioRooms.LoadTester.Measures;

/// <summary>Counts durations in an HdrHistogram of two digits: percentiles are exact to 0.8 % at any size, in 22 KB, without
/// keeping the values. Histograms of several processes can be merged. Counting is thread-safe; reading during counting gives
/// slightly older numbers.</summary>
internal sealed class LatencyHistogram
{
    private const int Digits = 2;

    /// <summary>134 s: longer than any test waits for a packet.</summary>
    private const long MicrosMax = 134_000_000;

    /// <summary>Bytes of an encoded histogram besides its counts: our maximum, and the headers of the format.</summary>
    private const int HeaderBytes = 128;

    private readonly LongConcurrentHistogram counts = new(1, MicrosMax, Digits);
    private long max;

    /// <summary>The longest duration, exact.</summary>
    public TimeSpan Max => TimeSpan.FromMicroseconds(Interlocked.Read(ref max));

    /// <summary>Counts one duration. A negative one counts as zero, one above 134 s as 134 s (but <see cref="Max"/> is
    /// exact).</summary>
    public void Record(TimeSpan duration) => RecordMicros((long)duration.TotalMicroseconds);

    /// <inheritdoc cref="Record"/>
    public void RecordMicros(long micros)
    {
        counts.RecordValue(Math.Clamp(micros, 0, MicrosMax));
        RaiseMax(micros);
    }

    /// <summary>The duration that a share of all counted ones does not exceed; zero if none was counted.</summary>
    /// <param name="share">0 to 1, for example 0.99.</param>
    public TimeSpan Percentile(double share)
    {
        var total = Total();
        if (total == 0)
        {
            return TimeSpan.Zero;
        }

        // The library rounds to the nearest rank, which could make an SLO pass wrongly, so the rank is rounded up here. The
        // library returns the upper end of a step; it is bounded by the longest duration seen.
        var rank = Math.Max(1, Math.Ceiling(share * total));
        var upperEnd = counts.GetValueAtPercentile(100 * rank / total);
        return TimeSpan.FromMicroseconds(Math.Min(upperEnd, Interlocked.Read(ref max)));
    }

    /// <summary>Number of counted durations.</summary>
    public long Total() => counts.TotalCount;

    /// <summary>Adds the counts of another histogram.</summary>
    public void Add(LatencyHistogram other)
    {
        counts.Add(other.counts);
        RaiseMax(Interlocked.Read(ref other.max));
    }

    /// <summary>The steps that contain durations: upper end and count, shortest first.</summary>
    public IEnumerable<(TimeSpan UpTo, long Count)> Buckets() => Stable().RecordedValues().Select(step => (
        TimeSpan.FromMicroseconds(counts.HighestEquivalentValue(step.ValueIteratedTo)), step.CountAddedInThisIterationStep));

    /// <summary>The bytes to send to another process: the longest duration in eight bytes, then HdrHistogram's format V2,
    /// uncompressed.</summary>
    public byte[] ToBytes()
    {
        var stable = Stable();
        var buffer = ByteBuffer.Allocate(HeaderBytes + stable.GetNeededByteBufferCapacity());
        buffer.PutLong(Interlocked.Read(ref max));
        stable.Encode(buffer, HistogramEncoderV2.Instance);

        var bytes = new byte[buffer.Position];
        buffer.Position = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = buffer.Get();
        }

        return bytes;
    }

    /// <summary>Reads the bytes of <see cref="ToBytes"/>; no bytes give an empty histogram.</summary>
    public static LatencyHistogram FromBytes(byte[] bytes)
    {
        var histogram = new LatencyHistogram();
        if (bytes.Length == 0)
        {
            return histogram;
        }

        var buffer = ByteBuffer.Allocate(bytes);
        histogram.max = buffer.GetLong();
        histogram.counts.Add(HistogramEncoding.DecodeFromByteBuffer(buffer, MicrosMax));
        return histogram;
    }

    // A copy, because iterating over a histogram during counting throws.
    private HistogramBase Stable() => counts.Copy();

    private void RaiseMax(long micros)
    {
        var seen = Interlocked.Read(ref max);
        while (micros > seen)
        {
            var before = Interlocked.CompareExchange(ref max, micros, seen);
            if (before == seen)
            {
                return;
            }

            seen = before;
        }
    }
}
