using Microsoft.Extensions.Logging;

namespace AudioRooms.Gateway.Services.Accounts;

internal sealed partial class SessionPages
{
    [LoggerMessage(1, LogLevel.Error, "Request {Path} failed")]
    private partial void LogRequestFailed(Exception error, string path);
}
