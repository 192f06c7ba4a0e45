using AudioRooms.Gateway.FanOut;

namespace AudioRooms.Gateway.Tests.Fakes;

internal static class Loads
{
    /// <summary>The load of a process that does nothing.</summary>
    public static ProcessLoad Idle => new(static () => TimeSpan.Zero, processors: 1);
}
