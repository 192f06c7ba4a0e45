namespace AudioRooms.Audio.Sequencing;

/// <summary>
/// Turns a 32-bit media timestamp (48 kHz samples, wraps after 24.8 hours) into one that does not wrap: the value nearest to the
/// last one returned. Not thread-safe.
/// </summary>
public sealed class TimestampUnwrapper
{
    private bool started;
    private long last;

    /// <summary>Unwraps one timestamp.</summary>
    /// <param name="timestamp">The timestamp on the wire, in samples at 48 kHz.</param>
    /// <returns>
    /// Samples at 48 kHz. The first is within 0 to 2³²-1; negative values only for times from before the first.
    /// </returns>
    public long Unwrap(uint timestamp)
    {
        if (!started)
        {
            started = true;
            return last = timestamp;
        }

        return last += unchecked((int)(timestamp - (uint)last));
    }
}
