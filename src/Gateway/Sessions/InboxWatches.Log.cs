using Microsoft.Extensions.Logging;

namespace AudioRooms.Gateway.Sessions;

internal sealed partial class InboxWatches
{
    [LoggerMessage(LogLevel.Warning, "The gateway could not renew the watch on the inbox of {UserId} and tries again. {Reason}")]
    private partial void LogNotRenewed(Exception exception, string userId, string reason);
}
