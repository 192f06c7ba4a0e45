using Microsoft.Extensions.Logging;

namespace AudioRooms.Grains.Events;

internal sealed partial class EventGrain
{
    [LoggerMessage(LogLevel.Error, "Event {EventId}: the storage did not confirm version {Version}; the activation ends.")]
    private partial void LogSaveFailed(Exception exception, string eventId, long version);
}
