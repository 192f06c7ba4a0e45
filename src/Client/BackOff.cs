using System.Security.Cryptography;

namespace AudioRooms.Client;

/// <summary>
/// How long to wait before the next attempt to connect: random, so that thousands who lost the same server do not return in step,
/// and twice as long after every failure.
/// </summary>
/// <param name="first">Longest wait before the first attempt.</param>
/// <param name="longest">Longest wait at all.</param>
/// <param name="random">Even in [0, 1); null draws from the system.</param>
internal sealed class BackOff(TimeSpan first, TimeSpan longest, Func<double>? random = null)
{
    private int failures;

    /// <summary>
    /// The first wait is anywhere below its bound; later ones lie in the upper half of theirs, to spare the server.
    /// </summary>
    public TimeSpan Next()
    {
        var bound = TimeSpan.FromTicks((long)Math.Min(longest.Ticks, first.Ticks * Math.Pow(2, failures)));
        var share = random?.Invoke() ?? RandomNumberGenerator.GetInt32(1 << 24) / (double)(1 << 24);
        var wait = failures == 0 ? bound * share : bound * (0.5 + (share / 2));
        failures++;
        return wait;
    }

    /// <summary>A connection was made: the next failure is a first one again.</summary>
    public void Reset() => failures = 0;
}
