using Microsoft.Extensions.Logging;

namespace AudioRooms.Gateway.Sessions;

internal sealed partial class InboxWatches
{
    [LoggerMessage(LogLevel.Warning, "The watch on the inbox of {UserId} could not be kept; it is tried again. {Reason}")]
    private partial void LogNotRenewed(Exception exception, string userId, string reason);
}
