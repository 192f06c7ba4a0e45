using Microsoft.Extensions.Logging;

namespace AudioRooms.Grains.Schedule;

internal sealed partial class SchedulerGrain
{
    [LoggerMessage(
        LogLevel.Warning, "The schedule could not be read, or an outcome not be written down; trying again in {Delay}.")]
    private partial void LogStorageFailed(Exception exception, TimeSpan delay);
}
