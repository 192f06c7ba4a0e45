using AudioRooms.LoadTester.Measures;

namespace AudioRooms.LoadTester.Tests.Measures;

public sealed class LatencyHistogramTests
{
    private readonly LatencyHistogram histogram = new();

    [Fact]
    public void Percentile_NothingCounted_IsZero() => histogram.Percentile(0.99).ShouldBe(TimeSpan.Zero);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(1_000)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(1_000_000)]
    [InlineData(100_000_000)]
    public void Percentile_OneValueAmongLonger_IsExactToEightTenthsOfAPercent(long micros)
    {
        histogram.RecordMicros(micros);
        histogram.RecordMicros(130_000_000);

        var measured = histogram.Percentile(0.5).TotalMicroseconds;

        measured.ShouldBeInRange(micros, Math.Max(micros, micros * 1.008));
    }

    [Fact]
    public void Percentile_EveryValueOnce_IsTheOneOfThatRank()
    {
        for (var i = 1; i <= 1_000; i++)
        {
            histogram.RecordMicros(i * 1_000);
        }

        histogram.Percentile(0.5).TotalMilliseconds.ShouldBe(500, 500 * 0.008);
        histogram.Percentile(0.9).TotalMilliseconds.ShouldBe(900, 900 * 0.008);
        histogram.Percentile(0.999).TotalMilliseconds.ShouldBe(999, 999 * 0.008);
        histogram.Percentile(1).ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void Max_ValueBeyondTheRange_IsExact()
    {
        histogram.Record(TimeSpan.FromMinutes(10));

        histogram.Max.ShouldBe(TimeSpan.FromMinutes(10));
    }

    [Fact]
    public void Record_Negative_CountsAsZero()
    {
        histogram.Record(TimeSpan.FromMilliseconds(-5));

        histogram.Total().ShouldBe(1);
        histogram.Percentile(1).ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void Add_TwoParts_IsTheHistogramOfBoth()
    {
        var (one, both) = (new LatencyHistogram(), new LatencyHistogram());
        var random = new Random(11);
        for (var i = 0; i < 10_000; i++)
        {
            var micros = (long)Math.Exp(random.NextDouble() * 18);
            (i % 3 == 0 ? one : histogram).RecordMicros(micros);
            both.RecordMicros(micros);
        }

        histogram.Add(one);

        histogram.ToBytes().ShouldBe(both.ToBytes());
    }

    [Fact]
    public void FromBytes_OfToBytes_IsTheSame()
    {
        histogram.RecordMicros(5);
        histogram.RecordMicros(123_456);
        histogram.RecordMicros(123_456);

        var copy = LatencyHistogram.FromBytes(histogram.ToBytes());

        copy.ToBytes().ShouldBe(histogram.ToBytes());
        copy.Max.ShouldBe(histogram.Max);
        copy.Total().ShouldBe(3);
    }

    [Fact]
    public async Task Buckets_WhileOthersCount_NeverGoBack()
    {
        using var stop = new CancellationTokenSource();
        var counted = new TaskCompletionSource();
        var counting = Task.Run(() =>
        {
            var recorded = 0L;
            while (!stop.IsCancellationRequested)
            {
                histogram.RecordMicros(++recorded % 100_000);
                counted.TrySetResult();
            }

            return recorded;
        });
        await counted.Task;

        var before = 0L;
        for (var i = 0; i < 20; i++)
        {
            histogram.Buckets().ShouldNotBeEmpty();
            var total = LatencyHistogram.FromBytes(histogram.ToBytes()).Total();
            total.ShouldBeGreaterThanOrEqualTo(Math.Max(1, before));
            before = total;
        }

        await stop.CancelAsync();
        (await counting).ShouldBe(histogram.Total());
    }

    [Fact]
    public void Record_ByManyThreads_LosesNothing()
    {
        Parallel.For(0, 8, thread =>
        {
            for (var i = 0; i < 10_000; i++)
            {
                histogram.RecordMicros((i * 8) + thread);
            }
        });

        histogram.Total().ShouldBe(80_000);
        histogram.Max.ShouldBe(TimeSpan.FromMicroseconds(79_999));
        histogram.Percentile(0.5).TotalMicroseconds.ShouldBe(40_000, 40_000 * 0.008);
    }

    [Fact]
    public void Buckets_OfWhatWasCounted_AreAscendingAndComplete()
    {
        for (var i = 0; i < 1_000; i++)
        {
            histogram.RecordMicros(i * i);
        }

        var buckets = histogram.Buckets().ToList();

        buckets.Select(bucket => bucket.UpTo).ShouldBeInOrder();
        buckets.Sum(bucket => bucket.Count).ShouldBe(1_000);
    }
}
