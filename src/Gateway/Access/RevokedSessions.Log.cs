using Microsoft.Extensions.Logging;

namespace AudioRooms.Gateway.Access;

internal sealed partial class RevokedSessions
{
    private readonly ILogger<RevokedSessions> logger;

    [LoggerMessage(
        1, LogLevel.Warning, "The gateway refuses calls with tokens, because the cluster does not say which sessions are "
            + "revoked: {Reason}")]
    private partial void LogUnknown(Exception error, string reason);
}
