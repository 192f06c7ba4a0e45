using Microsoft.Extensions.Logging;

namespace AudioRooms.Gateway.Services;

internal sealed partial class FaultInterceptor
{
    [LoggerMessage(1, LogLevel.Error, "Call {Method} failed")]
    private partial void LogCallFailed(Exception error, string method);
}
