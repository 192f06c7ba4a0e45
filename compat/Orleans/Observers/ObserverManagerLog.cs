using Microsoft.Extensions.Logging;

namespace Orleans.Utilities;

internal static partial class ObserverManagerLog
{
    [LoggerMessage(1, LogLevel.Debug, "Observer {Id} could not be told and was taken out.")]
    public static partial void ObserverFailed(ILogger log, object id, Exception exception);
}
