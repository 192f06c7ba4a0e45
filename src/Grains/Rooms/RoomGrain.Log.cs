using Microsoft.Extensions.Logging;

namespace AudioRooms.Grains.Rooms;

internal sealed partial class RoomGrain
{
    [LoggerMessage(LogLevel.Error, "Room {RoomId}: the storage did not confirm version {Version}; the activation ends.")]
    private partial void LogAppendFailed(Exception exception, string roomId, long version);
}
