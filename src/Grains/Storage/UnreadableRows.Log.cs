using Microsoft.Extensions.Logging;

namespace AudioRooms.Grains.Storage;

internal sealed partial class UnreadableRows
{
    [LoggerMessage(LogLevel.Error, "Table {Table}: row {Id} cannot be read and is left out of lists, feeds and exports: {Fault}")]
    private static partial void LogUnreadable(ILogger logger, string table, string id, string fault);
}
