using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace AudioRooms.Streaming.Tests;

/// <summary>Sums the counters of one <see cref="LiveStreamMetrics"/> by instrument and reason.</summary>
internal sealed class MetricsRecorder : IMeterFactory
{
    private readonly ConcurrentDictionary<string, long> sums = new();
    private readonly MeterListener listener = new();
    private readonly List<Meter> meters = [];

    internal MetricsRecorder()
    {
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (meters.Contains(instrument.Meter))
            {
                own.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            string name = instrument.Name["audiorooms.live_streams.".Length..];
            foreach (KeyValuePair<string, object?> tag in tags)
            {
                name = tag.Key == "reason" ? $"{name}/{tag.Value}" : name;
            }

            sums.AddOrUpdate(name, value, (_, sum) => instrument.IsObservable ? value : sum + value);
        });
        listener.Start();
        Metrics = new LiveStreamMetrics(this);
    }

    internal LiveStreamMetrics Metrics { get; }

    internal long this[string name]
    {
        get
        {
            listener.RecordObservableInstruments();
            return sums.GetValueOrDefault(name);
        }
    }

    public Meter Create(MeterOptions options)
    {
        Meter meter = new(options);
        meters.Add(meter);
        return meter;
    }

    public void Dispose() => listener.Dispose();
}
