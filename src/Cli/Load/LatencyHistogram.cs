using System.Numerics;

namespace AudioRooms.Cli.Load;

/// <summary>
/// Counts durations so that percentiles are exact to 0.8 % at any size, in 20 KB, without keeping the values: each power of two is
/// cut into 128 equal steps (the idea of HdrHistogram). Mergeable, so that many processes make one distribution. Counting is
/// thread-safe; reading while others count gives a slightly older picture.
/// </summary>
internal sealed class LatencyHistogram
{
    private const int StepBits = 7;
    private const int Steps = 1 << StepBits;

    // 2^27 µs are 134 s: longer than any test waits for a packet.
    private const int HighestBit = 27;
    private const int BucketCount = (HighestBit - StepBits + 1) * Steps;

    private readonly long[] counts = new long[BucketCount];
    private long max;


    /// <summary>The longest duration, exactly.</summary>
    public TimeSpan Max => TimeSpan.FromMicroseconds(Interlocked.Read(ref max));

    /// <summary>Counts one duration. Negative counts as zero, more than 134 s as that (but <see cref="Max"/> is exact).</summary>
    public void Record(TimeSpan duration) => RecordMicros((long)duration.TotalMicroseconds);

    /// <inheritdoc cref="Record"/>
    public void RecordMicros(long micros)
    {
        micros = Math.Max(0, micros);
        Interlocked.Increment(ref counts[IndexOf(micros)]);
        var seen = Interlocked.Read(ref max);
        while (micros > seen)
        {
            var before = Interlocked.CompareExchange(ref max, micros, seen);
            if (before == seen)
            {
                break;
            }

            seen = before;
        }
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

        var rank = Math.Max(1, (long)Math.Ceiling(share * total));
        long seen = 0;
        for (var i = 0; i < BucketCount; i++)
        {
            seen += Interlocked.Read(ref counts[i]);
            if (seen >= rank)
            {
                // The step's upper end, so that an SLO is never met by rounding; but no more than was really seen.
                return TimeSpan.FromMicroseconds(Math.Min(UpperEnd(i), Interlocked.Read(ref max)));
            }
        }

        return Max;
    }

    /// <summary>How many durations were counted.</summary>
    public long Total()
    {
        long total = 0;
        foreach (ref var count in counts.AsSpan())
        {
            total += Interlocked.Read(ref count);
        }

        return total;
    }

    /// <summary>Adds what another histogram counted.</summary>
    public void Add(LatencyHistogram other)
    {
        for (var i = 0; i < BucketCount; i++)
        {
            counts[i] += Interlocked.Read(ref other.counts[i]);
        }

        max = Math.Max(max, Interlocked.Read(ref other.max));
    }

    /// <summary>The distribution's steps that hold something: upper end and count.</summary>
    public IEnumerable<(TimeSpan UpTo, long Count)> Buckets()
    {
        for (var i = 0; i < BucketCount; i++)
        {
            if (Interlocked.Read(ref counts[i]) is var count and > 0)
            {
                yield return (TimeSpan.FromMicroseconds(UpperEnd(i)), count);
            }
        }
    }

    /// <summary>For sending to another process: longest, then pairs of step and count.</summary>
    public long[] ToSparse()
    {
        var list = new List<long> { Interlocked.Read(ref max) };
        for (var i = 0; i < BucketCount; i++)
        {
            if (Interlocked.Read(ref counts[i]) is var count and > 0)
            {
                list.Add(i);
                list.Add(count);
            }
        }

        return [.. list];
    }

    /// <summary>The other end of <see cref="ToSparse"/>.</summary>
    public static LatencyHistogram FromSparse(ReadOnlySpan<long> sparse)
    {
        var histogram = new LatencyHistogram();
        if (sparse.IsEmpty)
        {
            return histogram;
        }

        histogram.max = sparse[0];
        for (var i = 1; i + 1 < sparse.Length; i += 2)
        {
            histogram.counts[sparse[i]] += sparse[i + 1];
        }

        return histogram;
    }

    // Below 2·Steps every microsecond has its own step; above, the highest StepBits+1 bits choose it.
    private static int IndexOf(long micros)
    {
        if (micros < Steps)
        {
            return (int)micros;
        }

        var shift = BitOperations.Log2((ulong)micros) - StepBits;
        var index = ((long)shift << StepBits) + (micros >> shift);
        return (int)Math.Min(index, BucketCount - 1);
    }

    private static long UpperEnd(int index)
    {
        if (index < 2 * Steps)
        {
            return index;
        }

        var shift = (index >> StepBits) - 1;
        var step = (long)(index & (Steps - 1)) | Steps;
        return ((step + 1) << shift) - 1;
    }
}
