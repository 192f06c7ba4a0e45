using AudioRooms.Contracts.Rooms;
using Microsoft.Extensions.Logging;

namespace AudioRooms.Gateway.Rooms;

internal sealed partial class GatewayRooms
{
    [LoggerMessage(1, LogLevel.Warning, "The listener grain of room {Room} could not be kept and is tried again: {Reason}")]
    private partial void LogRoomNotRenewed(Exception error, RoomId room, string reason);
}
