using Microsoft.Extensions.Logging;

namespace AudioRooms.Gateway.Services;

internal sealed partial class ReadinessCheck
{
    [LoggerMessage(1, LogLevel.Warning, "The server does not accept joins, because the cluster does not find rooms: {Reason}")]
    private partial void LogNotReady(Exception error, string reason);

    [LoggerMessage(2, LogLevel.Information, "The server accepts joins again")]
    private partial void LogReadyAgain();
}
