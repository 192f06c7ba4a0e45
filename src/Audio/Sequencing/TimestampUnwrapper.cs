namespace AudioRooms.Audio.Sequencing;

/// <summary>
/// Turns a 32-bit media timestamp (48 kHz samples, wraps after 24.8 hours) into one that does not wrap: the value nearest to
/// the last one given. Not thread-safe.
/// </summary>
public sealed class TimestampUnwrapper
{
    private bool started;
    private long last;

    /// <summary>Unwraps one timestamp.</summary>
    /// <param name="timestamp">Samples at 48 kHz, as on the wire.</param>
    /// <returns>Samples at 48 kHz, starting within 0 to 2³²-1; may be negative only for times from before the first.</returns>
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
