using System.Security.Cryptography;

namespace AudioRooms.Client;

/// <summary>Computes the wait before the next attempt to connect. It is random, so that thousands of clients that lost the same
/// server do not return at the same moment, and it doubles after every failure.</summary>
/// <param name="first">Longest wait before the first attempt.</param>
/// <param name="longest">Longest wait before any attempt.</param>
/// <param name="random">Uniform in [0, 1); null uses the system's source.</param>
internal sealed class BackOff(TimeSpan first, TimeSpan longest, Func<double>? random = null)
{
    private int failures;

    /// <summary>The next wait. The first one is anywhere below its bound; later ones lie in the upper half of theirs, to spare
    /// the server.</summary>
    public TimeSpan Next()
    {
        var bound = TimeSpan.FromTicks((long)Math.Min(longest.Ticks, first.Ticks * Math.Pow(2, failures)));
        var share = random?.Invoke() ?? RandomNumberGenerator.GetInt32(1 << 24) / (double)(1 << 24);
        var wait = failures == 0 ? bound * share : bound * (0.5 + (share / 2));
        failures++;
        return wait;
    }

    /// <summary>Starts over after a successful connection.</summary>
    public void Reset() => failures = 0;
}
