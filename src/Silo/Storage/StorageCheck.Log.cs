namespace AudioRooms.Silo.Storage;

internal sealed partial class StorageCheck
{
    [LoggerMessage(1, LogLevel.Error, "The server does not accept joins, because its storage is full: {Fault}")]
    private partial void LogFull(string fault);

    [LoggerMessage(2, LogLevel.Warning, "The storage has room again")]
    private partial void LogRoomAgain();
}
