using Microsoft.Extensions.Logging;

namespace AudioRooms.Grains.Events;

internal sealed partial class EventGrain
{
    [LoggerMessage(LogLevel.Error, "Event {EventId}: storage did not confirm version {Version}; the activation is given up.")]
    private partial void LogSaveFailed(Exception exception, string eventId, long version);
}
