using Microsoft.Extensions.Logging;

namespace AudioRooms.Gateway.Access;

internal sealed partial class RevokedSessions
{
    private readonly ILogger<RevokedSessions> logger;

    [LoggerMessage(
        1, LogLevel.Warning, "Calls with tokens are refused: the cluster does not tell which sessions were revoked: {Reason}")]
    private partial void LogUnknown(Exception error, string reason);
}
