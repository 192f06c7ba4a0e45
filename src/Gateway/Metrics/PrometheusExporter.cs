using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace AudioRooms.Gateway.Metrics;

/// <summary>
/// Listens to the meters of the project in its host, and to the few of Orleans' instruments that its operator needs, and shows
/// them, with a few figures of the process itself, as Prometheus text.
/// </summary>
internal sealed class PrometheusExporter : IDisposable
{
    private const string OwnMeters = "AudioRooms.";
    private const string OrleansMeter = "Microsoft.Orleans";

    /// <summary>Calls to grains and how many grains there are; Orleans has a hundred more, some by silo address.</summary>
    private static readonly string[] OrleansInstruments = ["orleans-app-requests-", "orleans-catalog-activations"];

    private readonly MeterListener listener = new();
    private readonly ConcurrentDictionary<Instrument, PrometheusSeries> instruments = new();
    private readonly Lock gate = new();

    /// <param name="meters">Those of its host: another host in this process has its own, which are not shown here.</param>
    public PrometheusExporter(IMeterFactory meters)
    {
        listener.InstrumentPublished = (instrument, source) =>
        {
            if (IsShown(instrument) && (instrument.Meter.Scope is null || instrument.Meter.Scope == meters))
            {
                source.EnableMeasurementEvents(instrument, instruments.GetOrAdd(instrument, static made => new PrometheusSeries(made)));
            }
        };
        listener.MeasurementsCompleted = (instrument, _) => instruments.TryRemove(instrument, out PrometheusSeries? _);
        listener.SetMeasurementEventCallback<long>(static (_, value, tags, state) => ((PrometheusSeries)state!).Record(value, tags));
        listener.SetMeasurementEventCallback<int>(static (_, value, tags, state) => ((PrometheusSeries)state!).Record(value, tags));
        listener.SetMeasurementEventCallback<double>(static (_, value, tags, state) => ((PrometheusSeries)state!).Record(value, tags));
        listener.Start();
        GcPauses.Watch();
        if (instruments.TryGetValue(GcPauses.Instrument, out var pauses))
        {
            // No collection yet is a fact to be seen.
            pauses.ShowZero();
        }
    }

    /// <summary>True for the instruments that people get to see.</summary>
    public static bool IsShown(Instrument instrument) =>
        instrument.Meter.Name.StartsWith(OwnMeters, StringComparison.Ordinal)
        || (instrument.Meter.Name == OrleansMeter
            && OrleansInstruments.Any(start => instrument.Name.StartsWith(start, StringComparison.Ordinal)));

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
                PrometheusSeries.Write(text, [.. ofOneName]);
            }
        }

        ProcessFigures.WriteTo(text);
        return text.ToString();
    }

    public void Dispose() => listener.Dispose();
}
