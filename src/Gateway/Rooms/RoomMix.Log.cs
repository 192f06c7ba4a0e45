using AudioRooms.Contracts.Rooms;
using Microsoft.Extensions.Logging;

namespace AudioRooms.Gateway.Rooms;

internal sealed partial class RoomMix
{
    [LoggerMessage(LogLevel.Warning, "The mix of room {Room} could not be reached: {Reason}")]
    private partial void LogNotAsked(Exception error, RoomId room, string reason);

    [LoggerMessage(LogLevel.Error, "A fault in the program prevented the request for the mix of room {Room}: {Reason}")]
    private partial void LogAskFailed(Exception bug, RoomId room, string reason);
}
