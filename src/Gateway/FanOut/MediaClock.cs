using AudioRooms.Contracts;

namespace AudioRooms.Gateway.FanOut;

/// <summary>The media path's clock: whole microseconds, monotonic, from an arbitrary origin.</summary>
internal sealed class MediaClock([ProductClock] TimeProvider time)
{
    private readonly long origin = time.GetTimestamp();

    /// <summary>Microseconds since this clock was made.</summary>
    public long NowMicros => (long)(time.GetElapsedTime(origin).Ticks / TimeSpan.TicksPerMicrosecond);
}
