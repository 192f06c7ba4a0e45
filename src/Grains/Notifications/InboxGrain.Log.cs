using Microsoft.Extensions.Logging;

namespace AudioRooms.Grains.Notifications;

internal sealed partial class InboxGrain
{
    [LoggerMessage(
        LogLevel.Error, "Inbox of {UserId}: the storage did not confirm the change after version {Version}; the activation "
            + "ends.")]
    private partial void LogWriteFailed(Exception exception, string userId, long version);
}
