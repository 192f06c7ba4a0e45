using System.Diagnostics.Metrics;
using OpenTelemetry;

namespace AudioRooms.Silo.Telemetry;

/// <summary>
/// Logs when a signal no longer reaches the collector and when it does again, and counts failed exports: the SDK's exporters do
/// not report failures. For one exporter, which exports one batch at a time.
/// </summary>
/// <param name="signal">The exported signal in lower case: metrics, traces.</param>
/// <param name="endpoint">The collector's address.</param>
/// <param name="meters">The host's meters.</param>
/// <param name="logger">Logs the warnings.</param>
internal sealed partial class ExportWatch(string signal, Uri endpoint, IMeterFactory meters, ILogger<ExportWatch> logger)
{
    private readonly Counter<long> failed = meters.Create("AudioRooms.Telemetry").CreateCounter<long>(
        "audiorooms.telemetry.exports_failed", "{export}", "Exports by OTLP that the collector did not take.");

    private bool isFailing;

    /// <summary>Notes the result of an export and returns it.</summary>
    public ExportResult Note(ExportResult result)
    {
        if (result == ExportResult.Failure)
        {
            failed.Add(1, new KeyValuePair<string, object?>("signal", signal));
        }

        if (result == ExportResult.Failure && !isFailing)
        {
            isFailing = true;
            LogFailing(logger, signal, endpoint);
        }
        else if (result == ExportResult.Success && isFailing)
        {
            isFailing = false;
            LogRecovered(logger, char.ToUpperInvariant(signal[0]) + signal[1..], endpoint);
        }

        return result;
    }
}
