using Microsoft.Extensions.Logging;

namespace AudioRooms.Grains.Rooms;

internal sealed partial class RoomGrain
{
    [LoggerMessage(LogLevel.Error, "Room {RoomId}: storage did not confirm version {Version}; the activation is given up.")]
    private partial void LogAppendFailed(Exception exception, string roomId, long version);
}
