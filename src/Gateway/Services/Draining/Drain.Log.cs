using Microsoft.Extensions.Logging;

namespace AudioRooms.Gateway.Services.Draining;

internal sealed partial class Drain
{
    [LoggerMessage(LogLevel.Information, "The process drains: it takes nothing new and hands over what it has.")]
    private partial void LogBegan();

    [LoggerMessage(LogLevel.Information, "The drain was called off: the process takes devices and grains again.")]
    private partial void LogCalledOff();

    [LoggerMessage(LogLevel.Warning, "The drain was broken off in {Part} after {Seconds:0.0} s; what is left there stays.")]
    private partial void LogBrokenOff(string part, double seconds);

    [LoggerMessage(LogLevel.Warning, "{Part} could not hand over what it has: {Message}")]
    private partial void LogPartFailed(Exception error, string part, string message);
}
