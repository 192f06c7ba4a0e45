using Microsoft.Extensions.Logging;

namespace AudioRooms.Streaming;

internal sealed partial class LiveStreamNode
{
    [LoggerMessage(
        1,
        LogLevel.Warning,
        "The handler of a subscription to {StreamId} failed; further failures of it are counted, not logged")]
    internal partial void LogHandlerFailed(StreamId streamId, Exception exception);

    [LoggerMessage(
        2,
        LogLevel.Warning,
        "This process could not reach the hub of {StreamId}; it tries again at the next renewal")]
    private partial void LogAnnouncementFailed(StreamId streamId, Exception exception);

    [LoggerMessage(3, LogLevel.Debug, "An item could not be sent to another process")]
    private partial void LogSendFailed(Exception exception);
}
