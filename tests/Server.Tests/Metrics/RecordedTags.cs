using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using AudioRooms.Gateway.Metrics;

namespace AudioRooms.Server.Tests.Metrics;

/// <summary>Every label and its values, of every instrument that people get to see, since it was made.</summary>
internal sealed class RecordedTags : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly ConcurrentDictionary<(string Metric, string Label, string Value), bool> tags = new();
    private readonly ConcurrentDictionary<string, bool> measured = new();

    public RecordedTags()
    {
        listener.InstrumentPublished = (instrument, source) =>
        {
            if (PrometheusExporter.IsShown(instrument))
            {
                source.EnableMeasurementEvents(instrument, new PrometheusSeries(instrument).Name);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, _, labels, name) => Note((string)name!, labels));
        listener.SetMeasurementEventCallback<int>((_, _, labels, name) => Note((string)name!, labels));
        listener.SetMeasurementEventCallback<double>((_, _, labels, name) => Note((string)name!, labels));
        listener.Start();
    }

    /// <summary>What was seen; observable instruments are asked now.</summary>
    public IReadOnlyList<(string Metric, string Label, string Value)> All()
    {
        listener.RecordObservableInstruments();
        return [.. tags.Keys.Order()];
    }

    /// <summary>Metrics that have had a value.</summary>
    public ICollection<string> Measured => measured.Keys;

    public void Dispose() => listener.Dispose();

    private void Note(string metric, ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        measured[metric] = true;
        foreach (var (label, value) in labels)
        {
            tags[(metric, label, value?.ToString() ?? "")] = true;
        }
    }
}
