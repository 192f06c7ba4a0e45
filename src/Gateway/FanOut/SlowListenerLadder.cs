namespace AudioRooms.Gateway.FanOut;

/// <summary>
/// What a listener who cannot keep up gets: at first the oldest sound is dropped, and after some seconds of continuous trouble
/// only the loudest speaker is sent. The same time without trouble ends it. Pure; times are microseconds.
/// </summary>
internal struct SlowListenerLadder(TimeSpan loudestOnlyAfter)
{
    private readonly long patienceMicros = (long)loudestOnlyAfter.TotalMicroseconds;
    private long troubleSinceMicros = -1;
    private long lastTroubleMicros;

    /// <summary>Notes that media was held back or dropped now.</summary>
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
