using Microsoft.Extensions.Logging;

namespace Orleans.StandIn.Runtime;

internal static partial class SchedulerLog
{
    [LoggerMessage(101233, LogLevel.Error, "A turn of {Grain} failed outside of grain code.")]
    public static partial void TurnFailed(ILogger log, string grain, Exception exception);
}
