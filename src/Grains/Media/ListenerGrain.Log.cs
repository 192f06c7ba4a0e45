using Microsoft.Extensions.Logging;

namespace AudioRooms.Grains.Media;

internal sealed partial class ListenerGrain
{
    [LoggerMessage(LogLevel.Information, "Listener grain {Key} was not renewed for {Seconds} s and closes.")]
    private partial void LogExpired(string key, double seconds);
}
