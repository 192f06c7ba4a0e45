using Microsoft.Extensions.Logging;

namespace Orleans.StandIn.Runtime;

internal static partial class LifecycleLog
{
    [LoggerMessage(100801, LogLevel.Warning, "{Observer} failed to stop at stage {Stage}.")]
    public static partial void ObserverFailedToStop(ILogger log, string observer, int stage, Exception exception);

    [LoggerMessage(100802, LogLevel.Error, "{Observer} failed to start at stage {Stage}.")]
    public static partial void ObserverFailedToStart(ILogger log, string observer, int stage, Exception exception);
}
