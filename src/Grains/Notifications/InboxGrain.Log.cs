using Microsoft.Extensions.Logging;

namespace AudioRooms.Grains.Notifications;

internal sealed partial class InboxGrain
{
    [LoggerMessage(
        LogLevel.Error, "Inbox of {UserId}: storage did not confirm a change of version {Version}; the activation is given up.")]
    private partial void LogWriteFailed(Exception exception, string userId, long version);
}
