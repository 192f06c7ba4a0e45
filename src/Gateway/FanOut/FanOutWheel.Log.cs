using AudioRooms.Wire.V1;
using Microsoft.Extensions.Logging;

namespace AudioRooms.Gateway.FanOut;

internal sealed partial class FanOutWheel
{
    [LoggerMessage(1, LogLevel.Error, "Writing to a group of {Latency} listeners failed")]
    private partial void LogServeFailed(Exception bug, LatencyClass latency);
}
