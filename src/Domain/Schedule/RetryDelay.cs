namespace AudioRooms.Domain.Schedule;

/// <summary>
/// How long work that failed waits before it is tried again: 1 s, doubling to 1 h,
/// so that a fault of seconds costs seconds and one of days costs little.
/// </summary>
public static class RetryDelay
{
    /// <summary>After the first failure.</summary>
    public static readonly TimeSpan First = TimeSpan.FromSeconds(1);

    /// <summary>However often it failed.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    // 2^12 s is more than an hour.
    private const int DoublingsMax = 12;

    /// <summary>The wait after so many failures in a row.</summary>
    /// <param name="failures">1 or more.</param>
    public static TimeSpan After(int failures)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(failures, 1);
        var delay = First * (1 << Math.Min(failures - 1, DoublingsMax));
        return delay < Longest ? delay : Longest;
    }
}
