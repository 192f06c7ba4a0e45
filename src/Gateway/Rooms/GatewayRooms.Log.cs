using AudioRooms.Contracts.Rooms;
using Microsoft.Extensions.Logging;

namespace AudioRooms.Gateway.Rooms;

internal sealed partial class GatewayRooms
{
    [LoggerMessage(1, LogLevel.Warning, "The gateway could not renew the listener grain of room {Room} and tries again: "
        + "{Reason}")]
    private partial void LogRoomNotRenewed(Exception error, RoomId room, string reason);
}
