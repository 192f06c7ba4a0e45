using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;

namespace AudioRooms.Silo.Telemetry;

/// <summary>
/// The SDK's exporter, which keeps its failures to itself: this one says when metrics stop reaching the collector and when they do
/// again. Counters are cumulative, so what was not sent is in what is sent next.
/// </summary>
internal sealed partial class TellingOtlpExporter(OtlpExporterOptions options, ILogger logger) : OtlpMetricExporter(options)
{
    private readonly Uri endpoint = options.Endpoint;
    private bool isFailing;

    public override ExportResult Export(in Batch<Metric> metrics)
    {
        var result = base.Export(metrics);
        if (result == ExportResult.Failure && !isFailing)
        {
            isFailing = true;
            LogFailing(logger, endpoint);
        }
        else if (result == ExportResult.Success && isFailing)
        {
            isFailing = false;
            LogRecovered(logger, endpoint);
        }

        return result;
    }

    [LoggerMessage(1, LogLevel.Warning, "No metrics reach {Endpoint}: is a collector there, and does it speak this protocol? Trying on")]
    private static partial void LogFailing(ILogger logger, Uri endpoint);

    [LoggerMessage(2, LogLevel.Warning, "Metrics reach {Endpoint} again")]
    private static partial void LogRecovered(ILogger logger, Uri endpoint);
}
