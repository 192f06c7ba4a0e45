using System.Net;
using System.Net.Sockets;
using AudioRooms.Gateway.Connections;

namespace AudioRooms.Gateway.Auth;

/// <summary>Limits tries to sign up or in, per account and per address. Bounded memory; thread-safe.</summary>
internal sealed class AttemptThrottle(AttemptThrottleOptions options, TimeProvider time)
{
    private const int NetworkBytesV6 = 8;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Attempts> known = [];
    private readonly long origin = time.GetTimestamp();

    private long NowMicros => time.GetElapsedTime(origin).Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>Counts a try.</summary>
    /// <param name="handle">Which account it is about.</param>
    /// <param name="address">Where it comes from; null if that is unknown, which counts as one place.</param>
    /// <param name="retryAfter">When to try again, if the answer is no.</param>
    /// <returns>True if it may go on.</returns>
    public bool TryBegin(string handle, IPAddress? address, out TimeSpan retryAfter)
    {
        lock (gate)
        {
            var now = NowMicros;
            var waitForAddress = Take($"address/{NetworkOf(address)}", options.PerAddressPerMinute, now);
            if (waitForAddress > TimeSpan.Zero)
            {
                retryAfter = waitForAddress;
                return false;
            }

            retryAfter = Take($"account/{handle}", options.PerAccountPerMinute, now);
            return retryAfter == TimeSpan.Zero;
        }
    }

    /// <summary>Counts a try that is about no account in particular.</summary>
    /// <inheritdoc cref="TryBegin" path="/param[@name='address']"/>
    /// <inheritdoc cref="TryBegin" path="/param[@name='retryAfter']"/>
    /// <inheritdoc cref="TryBegin" path="/returns"/>
    public bool TryBeginFrom(IPAddress? address, out TimeSpan retryAfter) =>
        TryTake($"address/{NetworkOf(address)}", options.PerAddressPerMinute, out retryAfter);

    /// <summary>Counts a code that somebody typed. Codes are short enough to be worth guessing at, so they have a limit of their own.</summary>
    /// <inheritdoc cref="TryBegin" path="/param[@name='address']"/>
    /// <inheritdoc cref="TryBegin" path="/param[@name='retryAfter']"/>
    /// <inheritdoc cref="TryBegin" path="/returns"/>
    public bool TryGuess(IPAddress? address, out TimeSpan retryAfter) =>
        TryTake($"code/{NetworkOf(address)}", options.CodesPerAddressPerMinute, out retryAfter);

    private bool TryTake(string key, int perMinute, out TimeSpan retryAfter)
    {
        lock (gate)
        {
            retryAfter = Take(key, perMinute, NowMicros);
            return retryAfter == TimeSpan.Zero;
        }
    }

    private TimeSpan Take(string key, int perMinute, long nowMicros)
    {
        if (!known.TryGetValue(key, out var attempts))
        {
            if (known.Count >= options.RememberedMax && !ForgetIdle(nowMicros))
            {
                return Window;
            }

            attempts = new Attempts(new TokenBucket(perMinute / Window.TotalSeconds, perMinute, nowMicros));
            known.Add(key, attempts);
        }

        attempts.LastMicros = nowMicros;
        return attempts.Bucket.TryTake(1, nowMicros) ? TimeSpan.Zero : attempts.Bucket.WaitFor(1, nowMicros);
    }

    // After a whole window without a try a bucket is full again: forgetting it changes nothing.
    private bool ForgetIdle(long nowMicros)
    {
        foreach (var (key, attempts) in known)
        {
            if (nowMicros - attempts.LastMicros >= Window.TotalMicroseconds)
            {
                known.Remove(key);
            }
        }

        return known.Count < options.RememberedMax;
    }

    private static string NetworkOf(IPAddress? address)
    {
        if (address is null)
        {
            return "unknown";
        }

        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, NetworkBytesV6))
            : address.ToString();
    }

    private sealed class Attempts(TokenBucket bucket)
    {
        // A field: the bucket is a struct that changes itself.
        public TokenBucket Bucket = bucket;

        public long LastMicros { get; set; }
    }
}
