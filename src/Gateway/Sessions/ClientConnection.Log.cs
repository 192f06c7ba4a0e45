using AudioRooms.Contracts.Rooms;
using Microsoft.Extensions.Logging;

namespace AudioRooms.Gateway.Sessions;

internal sealed partial class ClientConnection
{
    private readonly ILogger logger;

    [LoggerMessage(1, LogLevel.Warning, "The cluster did not answer {Command} in room {Room} in time: {Reason}")]
    private partial void LogClusterFault(Exception error, string command, RoomId room, string reason);

    [LoggerMessage(2, LogLevel.Error, "{Command} in room {Room} failed")]
    private partial void LogCommandFailed(Exception error, string command, RoomId room);
}
