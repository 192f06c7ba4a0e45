namespace AudioRooms.Client;

/// <summary>The clock whose times packets carry: monotonic, the same for all processes of one machine, unrelated to the time of
/// day.</summary>
public static class Clock
{
    /// <summary>Microseconds of a timestamp of <see cref="TimeProvider.GetTimestamp"/>.</summary>
    public static ulong Micros(TimeProvider time, long timestamp) =>
        (ulong)((UInt128)(ulong)timestamp * 1_000_000 / (ulong)time.TimestampFrequency);
}
