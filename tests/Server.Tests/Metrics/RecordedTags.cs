using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using AudioRooms.Gateway.Observability;

namespace AudioRooms.Server.Tests.Metrics;

/// <summary>Every label with its values, of every visible instrument, since this object was made.</summary>
internal sealed class RecordedTags : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly ConcurrentDictionary<(string Metric, string Label, string Value), bool> tags = new();
    private readonly ConcurrentDictionary<string, bool> measured = new();
    private readonly ConcurrentDictionary<string, bool> published = new();

    public RecordedTags()
    {
        listener.InstrumentPublished = (instrument, source) =>
        {
            if (HostMetrics.IsShown(instrument))
            {
                published[NameOf(instrument)] = true;
                source.EnableMeasurementEvents(instrument, NameOf(instrument));
            }
        };
        listener.SetMeasurementEventCallback<long>((_, _, labels, name) => Note((string)name!, labels));
        listener.SetMeasurementEventCallback<int>((_, _, labels, name) => Note((string)name!, labels));
        listener.SetMeasurementEventCallback<double>((_, _, labels, name) => Note((string)name!, labels));
        listener.Start();
    }

    /// <summary>The labels so far; observable instruments are read now.</summary>
    public IReadOnlyList<(string Metric, string Label, string Value)> All()
    {
        listener.RecordObservableInstruments();
        return [.. tags.Keys.Order()];
    }

    /// <summary>All metrics, with or without a value.</summary>
    public ICollection<string> Published => published.Keys;

    /// <summary>Metrics that have had a value.</summary>
    public ICollection<string> Measured => measured.Keys;

    public void Dispose() => listener.Dispose();

    // By the exporter's rule: dots and dashes become underscores, then comes the unit unless the metric counts something, then a
    // counter's ending.
    private static string NameOf(Instrument instrument)
    {
        var unit = instrument.Unit switch { "s" => "_seconds", "ms" => "_milliseconds", "By" => "_bytes", _ => "" };
        var type = instrument.GetType().Name;
        var isCounter = type.StartsWith("Counter", StringComparison.Ordinal)
            || type.StartsWith("ObservableCounter", StringComparison.Ordinal);
        return instrument.Name.Replace('.', '_').Replace('-', '_') + unit + (isCounter ? "_total" : "");
    }

    private void Note(string metric, ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        measured[metric] = true;
        foreach (var (label, value) in labels)
        {
            tags[(metric, label.Replace('.', '_'), value?.ToString() ?? "")] = true;
        }
    }
}
