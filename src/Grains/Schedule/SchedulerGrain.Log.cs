using Microsoft.Extensions.Logging;

namespace AudioRooms.Grains.Schedule;

internal sealed partial class SchedulerGrain
{
    [LoggerMessage(
        LogLevel.Warning, "The schedule could not be read, or a result could not be stored; the next attempt is in {Delay}.")]
    private partial void LogStorageFailed(Exception exception, TimeSpan delay);
}
