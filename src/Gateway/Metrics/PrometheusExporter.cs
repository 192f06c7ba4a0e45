using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace AudioRooms.Gateway.Metrics;

/// <summary>
/// Listens to every meter of the project in this process and shows it, with a few figures of the process itself, as Prometheus
/// text. Instrument names become metric names by the usual rule: dots to underscores, the unit and <c>_total</c> at the end.
/// </summary>
internal sealed class PrometheusExporter : IDisposable
{
    private const string MeterPrefix = "AudioRooms.";

    private readonly MeterListener listener = new();
    private readonly ConcurrentDictionary<Instrument, Series> instruments = new();
    private readonly GcPauses gcPauses = new();
    private readonly Lock gate = new();

    public PrometheusExporter()
    {
        listener.InstrumentPublished = (instrument, source) =>
        {
            if (instrument.Meter.Name.StartsWith(MeterPrefix, StringComparison.Ordinal))
            {
                source.EnableMeasurementEvents(instrument, instruments.GetOrAdd(instrument, static made => new Series(made)));
            }
        };
        listener.MeasurementsCompleted = (instrument, _) => instruments.TryRemove(instrument, out Series? _);
        listener.SetMeasurementEventCallback<long>(static (_, value, tags, state) => ((Series)state!).Record(value, tags));
        listener.SetMeasurementEventCallback<int>(static (_, value, tags, state) => ((Series)state!).Record(value, tags));
        listener.SetMeasurementEventCallback<double>(static (_, value, tags, state) => ((Series)state!).Record(value, tags));
        listener.Start();
    }

    /// <summary>Everything as it is now.</summary>
    public string Collect()
    {
        var text = new PrometheusText();
        lock (gate)
        {
            listener.RecordObservableInstruments();
            foreach (var ofOneName in instruments.Values
                .GroupBy(static series => series.Name, StringComparer.Ordinal)
                .OrderBy(static group => group.Key, StringComparer.Ordinal))
            {
                Series.Write(text, [.. ofOneName]);
            }
        }

        ProcessFigures.WriteTo(text);
        gcPauses.WriteTo(text);
        return text.ToString();
    }

    public void Dispose()
    {
        listener.Dispose();
        gcPauses.Dispose();
    }

    /// <summary>One instrument's values, by its labels.</summary>
    private sealed class Series
    {
        /// <summary>From half a millisecond to ten seconds: what waits and calls take. For histograms without bounds of their own.</summary>
        private static readonly double[] UsualBounds =
            [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.02, 0.04, 0.06, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

        private readonly Instrument instrument;
        private readonly ConcurrentDictionary<string, Sample> samples = new();
        private readonly bool isHistogram;
        private readonly double[] bounds;
        private readonly bool isAbsolute;
        private readonly string type;

        public Series(Instrument instrument)
        {
            this.instrument = instrument;
            var kind = instrument.GetType().Name;
            isHistogram = kind.StartsWith("Histogram", StringComparison.Ordinal);
            bounds = !isHistogram ? [] : (instrument as Histogram<double>)?.Advice?.HistogramBucketBoundaries is { } own ? [.. own] : UsualBounds;
            isAbsolute = instrument.IsObservable || kind.StartsWith("Gauge", StringComparison.Ordinal);
            var isCounter = kind.StartsWith("Counter", StringComparison.Ordinal)
                || kind.StartsWith("ObservableCounter", StringComparison.Ordinal);
            type = isHistogram ? "histogram" : isCounter ? "counter" : "gauge";
            Name = instrument.Name.Replace('.', '_') + (instrument.Unit is "s" ? "_seconds" : instrument.Unit is "By" ? "_bytes" : "")
                + (isCounter ? "_total" : "");
        }

        public string Name { get; }

        public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var sample = samples.GetOrAdd(LabelsOf(tags), static (_, buckets) => new Sample(buckets), bounds.Length + 1);
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

        /// <summary>Writes instruments of one name as one metric, added up: two meters may have the same one.</summary>
        public static void Write(PrometheusText text, Series[] ofOneName)
        {
            var sums = new SortedDictionary<string, Sample>(StringComparer.Ordinal);
            foreach (var (labels, sample) in ofOneName.SelectMany(static series => series.samples))
            {
                if (!sums.TryGetValue(labels, out var sum))
                {
                    sums.Add(labels, sum = new Sample(ofOneName[0].bounds.Length + 1));
                }

                lock (sample)
                {
                    sum.Add(sample);
                }
            }

            if (sums.Count == 0)
            {
                return;
            }

            var first = ofOneName[0];
            text.Metric(first.Name, first.type, first.instrument.Description ?? first.instrument.Name);
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

        private static string LabelsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var labels = "";
            foreach (var (name, value) in tags)
            {
                labels += (labels.Length > 0 ? "," : "") + PrometheusText.Label(name.Replace('.', '_'), value);
            }

            return labels;
        }
    }

    private sealed class Sample(int buckets)
    {
        public double Value { get; set; }

        public long[] Counts { get; } = new long[buckets];

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
