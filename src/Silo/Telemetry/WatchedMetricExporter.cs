using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;

namespace AudioRooms.Silo.Telemetry;

/// <summary>
/// The SDK's exporter of metrics, watched. Counters are cumulative, so what was not sent is in what is sent next.
/// </summary>
internal sealed class WatchedMetricExporter(OtlpExporterOptions options, ExportWatch watch) : OtlpMetricExporter(options)
{
    public override ExportResult Export(in Batch<Metric> metrics) => watch.Note(base.Export(metrics));
}
