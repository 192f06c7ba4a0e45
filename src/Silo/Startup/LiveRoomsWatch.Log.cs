namespace AudioRooms.Silo.Startup;

internal sealed partial class LiveRoomsWatch
{
    [LoggerMessage(1, LogLevel.Warning, "The live rooms could not be activated; the server tries again in some minutes")]
    private partial void LogRoundFailed(Exception error);

    [LoggerMessage(2, LogLevel.Warning, "Room {Room} could not be activated; if it is empty, it stays in the hallway")]
    private partial void LogRoomFailed(Exception error, string room);
}
