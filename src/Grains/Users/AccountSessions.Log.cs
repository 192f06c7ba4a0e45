using Microsoft.Extensions.Logging;

namespace AudioRooms.Grains.Users;

internal sealed partial class AccountSessions
{
    [LoggerMessage(
        1, LogLevel.Warning, "Someone used a refresh token of session {SessionId} of {User} a second time: the session is "
            + "revoked")]
    private partial void LogRefreshReused(string sessionId, string user);
}
