namespace AudioRooms.Silo.Telemetry;

internal sealed partial class ExportWatch
{
    [LoggerMessage(
        1, LogLevel.Warning, "No {Signal} reach {Endpoint}: is a collector there, and does it take this protocol? The server "
            + "keeps trying")]
    private static partial void LogFailing(ILogger logger, string signal, Uri endpoint);

    [LoggerMessage(2, LogLevel.Warning, "{Signal} reach {Endpoint} again")]
    private static partial void LogRecovered(ILogger logger, string signal, Uri endpoint);
}
