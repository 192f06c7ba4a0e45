namespace AudioRooms.Domain.Schedule;

/// <summary>How long failed work waits before the next attempt: 1 s, doubling up to 1 h. So a fault of seconds delays the work by
/// seconds, and a fault of days costs few attempts.</summary>
public static class RetryDelay
{
    /// <summary>The wait after the first failure.</summary>
    public static readonly TimeSpan First = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait, however many failures there were.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    // 2^12 s is more than an hour.
    private const int DoublingsMax = 12;

    /// <summary>The wait after a number of failures in a row.</summary>
    /// <param name="failures">1 or more.</param>
    public static TimeSpan After(int failures)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(failures, 1);
        var delay = First * (1 << Math.Min(failures - 1, DoublingsMax));
        return delay < Longest ? delay : Longest;
    }
}
