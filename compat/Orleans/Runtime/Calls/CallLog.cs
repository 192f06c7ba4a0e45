using Microsoft.Extensions.Logging;

namespace Orleans.StandIn.Runtime;

internal static partial class CallLog
{
    [LoggerMessage(100536, LogLevel.Warning, "The one-way call {Method} to {Grain} failed.")]
    public static partial void OneWayFailed(ILogger log, string method, GrainId grain, Exception exception);

    [LoggerMessage(100537, LogLevel.Warning, "A one-way call to {Grain} was refused.")]
    public static partial void OneWayRefused(ILogger log, GrainId grain, Exception exception);

    [LoggerMessage(100538, LogLevel.Warning, "A one-way call to {Grain} could not be sent.")]
    public static partial void OneWayNotSent(ILogger log, GrainId grain, Exception exception);
}
