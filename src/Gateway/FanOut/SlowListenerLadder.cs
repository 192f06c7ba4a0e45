namespace AudioRooms.Gateway.FanOut;

/// <summary>
/// What is done about a listener who cannot keep up: first the oldest sound is dropped, after some seconds of trouble in a row
/// only the loudest speaker is sent. A listener recovers by as long a time without trouble. Pure; times are microseconds.
/// </summary>
internal struct SlowListenerLadder(TimeSpan loudestOnlyAfter)
{
    private readonly long patienceMicros = (long)loudestOnlyAfter.TotalMicroseconds;
    private long troubleSinceMicros = -1;
    private long lastTroubleMicros;

    /// <summary>Media was held back or dropped now.</summary>
    public void NoteTrouble(long nowMicros)
    {
        if (troubleSinceMicros < 0 || nowMicros - lastTroubleMicros >= patienceMicros)
        {
            troubleSinceMicros = nowMicros;
        }

        lastTroubleMicros = nowMicros;
    }

    /// <summary>True while only the loudest speaker should be sent.</summary>
    public readonly bool IsLoudestOnly(long nowMicros) =>
        troubleSinceMicros >= 0
        && lastTroubleMicros - troubleSinceMicros >= patienceMicros
        && nowMicros - lastTroubleMicros < patienceMicros;
}
