namespace AudioRooms.Gateway.Access;

/// <summary>
/// A rate limit that allows a short burst. Pure; times are microseconds of one monotonic clock. Not thread-safe.
/// </summary>
internal struct TokenBucket
{
    private readonly double perSecond;
    private readonly double burst;
    private double tokens;
    private long filledAtMicros;

    public TokenBucket(double perSecond, double burst, long nowMicros)
    {
        this.perSecond = perSecond;
        this.burst = burst;
        tokens = burst;
        filledAtMicros = nowMicros;
    }

    /// <summary>Takes <paramref name="amount"/> tokens if there are as many.</summary>
    public bool TryTake(double amount, long nowMicros)
    {
        Fill(nowMicros);
        if (tokens < amount)
        {
            return false;
        }

        tokens -= amount;
        return true;
    }

    /// <summary>The time until there are <paramref name="amount"/> tokens.</summary>
    public TimeSpan WaitFor(double amount, long nowMicros)
    {
        Fill(nowMicros);
        return tokens >= amount ? TimeSpan.Zero : TimeSpan.FromSeconds((amount - tokens) / perSecond);
    }

    private void Fill(long nowMicros)
    {
        if (nowMicros > filledAtMicros)
        {
            tokens = Math.Min(burst, tokens + ((nowMicros - filledAtMicros) * perSecond / 1_000_000));
            filledAtMicros = nowMicros;
        }
    }
}
