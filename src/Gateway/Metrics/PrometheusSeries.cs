using System.Diagnostics.Metrics;

namespace AudioRooms.Gateway.Metrics;

/// <summary>
/// One instrument's values, by its labels. Its metric has the instrument's name by the usual rule: dots and dashes to underscores,
/// then the unit, then <c>_total</c> for a counter. Recording what was recorded before allocates nothing.
/// </summary>
internal sealed class PrometheusSeries
{
    /// <summary>From half a millisecond to ten seconds: what waits and calls take. For histograms without bounds of their own.</summary>
    private static readonly double[] UsualBounds =
        [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.02, 0.04, 0.06, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly Lock gate = new();
    private readonly double[] bounds;
    private readonly bool isHistogram;
    private readonly bool isAbsolute;

    // Replaced as a whole. Labels are few: their values come from closed sets.
    private volatile Sample[] samples = [];

    public PrometheusSeries(Instrument instrument)
    {
        var kind = instrument.GetType().Name;
        isHistogram = kind.StartsWith("Histogram", StringComparison.Ordinal);
        isAbsolute = instrument.IsObservable || kind.StartsWith("Gauge", StringComparison.Ordinal);
        var isCounter = kind.StartsWith("Counter", StringComparison.Ordinal)
            || kind.StartsWith("ObservableCounter", StringComparison.Ordinal);
        bounds = !isHistogram ? [] : (instrument as Histogram<double>)?.Advice?.HistogramBucketBoundaries is { } own ? [.. own] : UsualBounds;
        Type = isHistogram ? "histogram" : isCounter ? "counter" : "gauge";
        Name = instrument.Name.Replace('.', '_').Replace('-', '_') + UnitSuffix(instrument.Unit) + (isCounter ? "_total" : "");
        Help = instrument.Description ?? instrument.Name;
    }

    public string Name { get; }

    /// <summary>The metric's type in Prometheus' words.</summary>
    public string Type { get; }

    public string Help { get; }

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var sample = Find(samples, tags) ?? Add(tags);
        lock (sample)
        {
            sample.Value = isAbsolute ? value : sample.Value + value;
            if (isHistogram)
            {
                var bucket = 0;
                while (bucket < bounds.Length && value > bounds[bucket])
                {
                    bucket++;
                }

                sample.Counts[bucket]++;
            }
        }
    }

    /// <summary>Shows a value of zero without labels from now on, until there is another.</summary>
    public void ShowZero() => _ = Find(samples, []) ?? Add([]);

    /// <summary>Writes instruments of one name as one metric, added up: two meters may have the same one.</summary>
    public static void Write(PrometheusText text, PrometheusSeries[] ofOneName)
    {
        var first = ofOneName[0];
        var sums = new SortedDictionary<string, Sample>(StringComparer.Ordinal);
        foreach (var sample in ofOneName.SelectMany(static series => series.samples))
        {
            if (!sums.TryGetValue(sample.Labels, out var sum))
            {
                sums.Add(sample.Labels, sum = new Sample([], sample.Labels, sample.Counts.Length));
            }

            lock (sample)
            {
                sum.Add(sample);
            }
        }

        text.Metric(first.Name, first.Type, first.Help);
        foreach (var (labels, sum) in sums)
        {
            if (first.isHistogram)
            {
                text.Buckets(first.Name, labels, first.bounds, sum.Counts, sum.Value);
            }
            else
            {
                text.Sample(first.Name, labels, sum.Value);
            }
        }
    }

    private Sample Add(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        lock (gate)
        {
            if (Find(samples, tags) is { } present)
            {
                return present;
            }

            var labels = "";
            foreach (var (name, value) in tags)
            {
                labels += (labels.Length > 0 ? "," : "") + PrometheusText.Label(name.Replace('.', '_'), value);
            }

            var added = new Sample(tags.ToArray(), labels, bounds.Length + 1);
            samples = [.. samples, added];
            return added;
        }
    }

    private static Sample? Find(Sample[] samples, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var sample in samples)
        {
            if (sample.Has(tags))
            {
                return sample;
            }
        }

        return null;
    }

    // Units that count something, {packet} for example, are not part of the name.
    private static string UnitSuffix(string? unit) => unit switch
    {
        "s" => "_seconds",
        "ms" => "_milliseconds",
        "By" => "_bytes",
        _ => "",
    };

    private sealed class Sample(KeyValuePair<string, object?>[] tags, string labels, int buckets)
    {
        public string Labels { get; } = labels;

        public double Value { get; set; }

        public long[] Counts { get; } = new long[buckets];

        public bool Has(ReadOnlySpan<KeyValuePair<string, object?>> others)
        {
            if (others.Length != tags.Length)
            {
                return false;
            }

            for (var index = 0; index < tags.Length; index++)
            {
                if (tags[index].Key != others[index].Key || !Equals(tags[index].Value, others[index].Value))
                {
                    return false;
                }
            }

            return true;
        }

        public void Add(Sample other)
        {
            Value += other.Value;
            for (var bucket = 0; bucket < Counts.Length; bucket++)
            {
                Counts[bucket] += other.Counts[bucket];
            }
        }
    }
}
