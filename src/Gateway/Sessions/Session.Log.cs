using AudioRooms.Contracts.Rooms;
using Microsoft.Extensions.Logging;

namespace AudioRooms.Gateway.Sessions;

internal static partial class SessionLog
{
    [LoggerMessage(1, LogLevel.Warning, "The cluster did not answer {Command} in room {Room} in time: {Reason}")]
    public static partial void ClusterFault(ILogger logger, Exception error, string command, RoomId room, string reason);

    [LoggerMessage(2, LogLevel.Error, "{Command} in room {Room} failed")]
    public static partial void CommandFailed(ILogger logger, Exception error, string command, RoomId room);
}
