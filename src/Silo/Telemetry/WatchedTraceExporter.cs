using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Exporter;

namespace AudioRooms.Silo.Telemetry;

/// <summary>The SDK's exporter of traces, watched. Spans of a failed export are lost.</summary>
internal sealed class WatchedTraceExporter(OtlpExporterOptions options, ExportWatch watch) : OtlpTraceExporter(options)
{
    public override ExportResult Export(in Batch<Activity> activityBatch) => watch.Note(base.Export(activityBatch));
}
