using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;

namespace AudioRooms.Silo.Telemetry;

/// <summary>
/// The SDK's exporter of metrics, watched. Counters are cumulative, so the next export makes up for a failed one.
/// </summary>
internal sealed class WatchedMetricExporter(OtlpExporterOptions options, ExportWatch watch) : OtlpMetricExporter(options)
{
    public override ExportResult Export(in Batch<Metric> metrics) => watch.Note(base.Export(metrics));
}
