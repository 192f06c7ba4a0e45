using HdrHistogram;
using HdrHistogram.Encoding;
using HdrHistogram.Utilities;

namespace AudioRooms.LoadTester.Measures;

/// <summary>
/// Counts durations in an HdrHistogram of two digits: percentiles are exact to 0.8 % at any size, in 22 KB,
/// without keeping the values.
/// Mergeable, so that many processes make one distribution. Counting is thread-safe;
/// reading while others count gives a slightly older picture.
/// </summary>
internal sealed class LatencyHistogram
{
    private const int Digits = 2;

    /// <summary>134 s: longer than any test waits for a packet.</summary>
    private const long MicrosMax = 134_000_000;

    /// <summary>What an encoded histogram has besides its counts: our maximum, and the headers of the format.</summary>
    private const int HeaderBytes = 128;

    private readonly LongConcurrentHistogram counts = new(1, MicrosMax, Digits);
    private long max;

    /// <summary>The longest duration, exactly.</summary>
    public TimeSpan Max => TimeSpan.FromMicroseconds(Interlocked.Read(ref max));

    /// <summary>Counts one duration. Negative counts as zero, more than 134 s as that (but <see cref="Max"/> is exact).</summary>
    public void Record(TimeSpan duration) => RecordMicros((long)duration.TotalMicroseconds);

    /// <inheritdoc cref="Record"/>
    public void RecordMicros(long micros)
    {
        counts.RecordValue(Math.Clamp(micros, 0, MicrosMax));
        RaiseMax(micros);
    }

    /// <summary>The duration that a share of all counted ones does not exceed; zero if there are none.</summary>
    /// <param name="share">0 to 1, for example 0.99.</param>
    public TimeSpan Percentile(double share)
    {
        var total = Total();
        if (total == 0)
        {
            return TimeSpan.Zero;
        }

        // Its own rounding is to the nearest rank: an SLO must not be met by that. It returns a step's upper end;
        // no more than was really seen.
        var rank = Math.Max(1, Math.Ceiling(share * total));
        var upperEnd = counts.GetValueAtPercentile(100 * rank / total);
        return TimeSpan.FromMicroseconds(Math.Min(upperEnd, Interlocked.Read(ref max)));
    }

    /// <summary>How many durations were counted.</summary>
    public long Total() => counts.TotalCount;

    /// <summary>Adds what another histogram counted.</summary>
    public void Add(LatencyHistogram other)
    {
        counts.Add(other.counts);
        RaiseMax(Interlocked.Read(ref other.max));
    }

    /// <summary>The distribution's steps that hold something: upper end and count, the shortest first.</summary>
    public IEnumerable<(TimeSpan UpTo, long Count)> Buckets() => Stable().RecordedValues().Select(step => (
        TimeSpan.FromMicroseconds(counts.HighestEquivalentValue(step.ValueIteratedTo)), step.CountAddedInThisIterationStep));

    /// <summary>
    /// For sending to another process: the longest duration in eight bytes, then HdrHistogram's format V2, uncompressed.
    /// </summary>
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

    /// <summary>The other end of <see cref="ToBytes"/>; no bytes are a histogram in which nothing was counted.</summary>
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

    // Walking over a histogram that others count in throws.
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
