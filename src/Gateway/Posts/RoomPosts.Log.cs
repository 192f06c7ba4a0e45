using AudioRooms.Contracts.Rooms;
using Microsoft.Extensions.Logging;

namespace AudioRooms.Gateway.Posts;

internal sealed partial class RoomPosts
{
    [LoggerMessage(1, LogLevel.Warning, "The listening post of room {Room} could not be kept and is tried again: {Reason}")]
    private partial void LogPostNotKept(Exception error, RoomId room, string reason);
}
