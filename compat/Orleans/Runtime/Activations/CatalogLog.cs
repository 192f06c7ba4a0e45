using Microsoft.Extensions.Logging;

namespace Orleans.StandIn.Runtime;

internal static partial class CatalogLog
{
    [LoggerMessage(100540, LogLevel.Warning, "Grain {Grain} could not be activated.")]
    public static partial void ActivationFailed(ILogger log, GrainId grain, Exception exception);

    [LoggerMessage(100541, LogLevel.Warning, "Grain {Grain} was deactivated, but not cleanly.")]
    public static partial void DeactivationFailed(ILogger log, GrainId grain, Exception exception);

    [LoggerMessage(100542, LogLevel.Warning, "The instance of grain {Grain} failed when it was disposed.")]
    public static partial void DisposalFailed(ILogger log, GrainId grain, Exception exception);

    [LoggerMessage(100543, LogLevel.Warning, "{Count} activations did not end within {Timeout} and were left behind.")]
    public static partial void ActivationsLeftBehind(ILogger log, int count, TimeSpan timeout);

    [LoggerMessage(101413, LogLevel.Error, "A timer callback of grain {Grain} failed.")]
    public static partial void TimerFailed(ILogger log, GrainId grain, Exception exception);

    [LoggerMessage(100544, LogLevel.Error, "Looking for idle activations failed.")]
    public static partial void CollectionFailed(ILogger log, Exception exception);
}
