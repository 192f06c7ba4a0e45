using Microsoft.Extensions.Logging;

namespace AudioRooms.Grains.Media;

internal sealed partial class ListenerGrain
{
    [LoggerMessage(LogLevel.Information, "Listening post {Key} was not renewed for {Seconds} s and closes.")]
    private partial void LogExpired(string key, double seconds);

    [LoggerMessage(LogLevel.Debug, "Listening post {Key}: the room did not confirm its stage in time; sound waits.")]
    private partial void LogNotConfirmed(Exception exception, string key);
}
