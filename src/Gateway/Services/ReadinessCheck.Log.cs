using Microsoft.Extensions.Logging;

namespace AudioRooms.Gateway.Services;

internal sealed partial class ReadinessCheck
{
    [LoggerMessage(1, LogLevel.Warning, "Joins are not accepted: the cluster does not find rooms: {Reason}")]
    private partial void LogNotReady(Exception error, string reason);

    [LoggerMessage(2, LogLevel.Information, "Joins are accepted again")]
    private partial void LogReadyAgain();
}
