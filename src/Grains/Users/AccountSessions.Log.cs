using Microsoft.Extensions.Logging;

namespace AudioRooms.Grains.Users;

internal sealed partial class AccountSessions
{
    [LoggerMessage(
        1, LogLevel.Warning, "A used refresh token of session {SessionId} of {User} was presented: the session is revoked")]
    private partial void LogRefreshReused(string sessionId, string user);
}
