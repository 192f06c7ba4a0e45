namespace AudioRooms.Silo.Startup;

internal sealed partial class LiveRoomsWatch
{
    [LoggerMessage(1, LogLevel.Warning, "The live rooms could not be woken; it is tried again in some minutes")]
    private partial void LogRoundFailed(Exception error);

    [LoggerMessage(2, LogLevel.Warning, "Room {Room} could not be woken; if nobody is there, it stays in the hallway")]
    private partial void LogRoomFailed(Exception error, string room);
}
