using System.Net;
using System.Net.Sockets;
using AudioRooms.Contracts;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Gateway.Access;

/// <summary>
/// Counts the calls of accounts and addresses at this gateway against the table of limits. Memory is bounded. Limits that must
/// hold across gateways and restarts (wrong passwords, invitations, reports per day) are counted where they are stored.
/// Thread-safe.
/// </summary>
internal sealed class RateLimiter
{
    private const int NetworkBytesV6 = 8;

    private readonly Counted?[] perAccount;
    private readonly Counted?[] perAddress;
    private readonly string[] names;
    private readonly GatewayMetrics metrics;
    private readonly TimeProvider time;
    private readonly long origin;

    public RateLimiter(GatewayOptions options, GatewayMetrics metrics, [ProductClock] TimeProvider time)
    {
        this.metrics = metrics;
        this.time = time;
        origin = time.GetTimestamp();

        // Changes that cannot be read have stopped the host at start.
        var table = options.Limits.Table([]);
        var length = table.Max(static row => (int)row.Limit) + 1;
        (perAccount, perAddress, names) = (new Counted?[length], new Counted?[length], new string[length]);
        foreach (var row in table)
        {
            names[(int)row.Limit] = row.Name;
            perAccount[(int)row.Limit] = row.PerAccount is { } account
                ? new Counted(account, options.Limits.RememberedMax)
                : null;
            perAddress[(int)row.Limit] = row.PerAddress is { } address
                ? new Counted(address, options.Limits.RememberedMax)
                : null;
        }
    }

    private long NowMicros => time.GetElapsedTime(origin).Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>Counts a call for an account.</summary>
    /// <param name="limit">The limit.</param>
    /// <param name="account">The account's id, or its handle before the id is known.</param>
    /// <param name="retryAfter">When to try again, if the call is refused.</param>
    /// <returns>True if the call may go on.</returns>
    public bool TryTake(RateLimit limit, string account, out TimeSpan retryAfter) =>
        TryTake(perAccount, limit, account, out retryAfter);

    /// <summary>Counts a call for a person. Synthetic people have no limits.</summary>
    /// <param name="limit">The limit.</param>
    /// <param name="caller">The person.</param>
    /// <returns>The refusal with the wait; null if the call may go on.</returns>
    public WireError? Take(RateLimit limit, SignedInPerson caller) =>
        caller.IsSynthetic || TryTake(limit, caller.Person.Id.Value, out var wait)
            ? null
            : WireErrors.Of(EdgeRefusal.RateLimited) with { RetryAfter = wait };

    /// <summary>Whether the next call of an account would be refused now. Only that refusal is counted.</summary>
    /// <param name="limit">The limit.</param>
    /// <param name="account">The account's id.</param>
    /// <param name="retryAfter">When to try again, if the call would be refused.</param>
    public bool IsUsedUp(RateLimit limit, string account, out TimeSpan retryAfter) =>
        IsUsedUp(perAccount, limit, account, out retryAfter);

    /// <summary>Counts a call for an address.</summary>
    /// <param name="limit">The limit.</param>
    /// <param name="address">The caller's address; all callers without a known address share one count.</param>
    /// <param name="retryAfter">When to try again, if the call is refused.</param>
    /// <returns>True if the call may go on.</returns>
    public bool TryTake(RateLimit limit, IPAddress? address, out TimeSpan retryAfter)
    {
        retryAfter = TimeSpan.Zero;
        return perAddress[(int)limit] is null || TryTake(perAddress, limit, NetworkOf(address), out retryAfter);
    }

    /// <summary>Whether the next call from an address would be refused now. Only that refusal is counted.</summary>
    /// <param name="limit">The limit.</param>
    /// <param name="address">The caller's address; all callers without a known address share one count.</param>
    /// <param name="retryAfter">When to try again, if the call would be refused.</param>
    public bool IsUsedUp(RateLimit limit, IPAddress? address, out TimeSpan retryAfter) =>
        IsUsedUp(perAddress, limit, NetworkOf(address), out retryAfter);

    private bool IsUsedUp(Counted?[] counted, RateLimit limit, string key, out TimeSpan retryAfter)
    {
        retryAfter = counted[(int)limit]?.WaitFor(key, NowMicros) ?? TimeSpan.Zero;
        if (retryAfter == TimeSpan.Zero)
        {
            return false;
        }

        metrics.LimitReached(names[(int)limit]);
        return true;
    }

    private bool TryTake(Counted?[] counted, RateLimit limit, string key, out TimeSpan retryAfter)
    {
        retryAfter = counted[(int)limit]?.Take(key, NowMicros) ?? TimeSpan.Zero;
        if (retryAfter == TimeSpan.Zero)
        {
            return true;
        }

        metrics.LimitReached(names[(int)limit]);
        return false;
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

    /// <summary>The buckets of one limit.</summary>
    private sealed class Counted(RateRule rule, int rememberedMax)
    {
        private const long SweepAgainMicros = 1_000_000;

        private readonly Lock gate = new();
        private readonly Dictionary<string, Bucket> buckets = [];
        private long sweptAtMicros = long.MinValue / 2;

        /// <summary>Takes one token.</summary>
        /// <returns>Zero if there was one; otherwise the time until there is one.</returns>
        public TimeSpan Take(string key, long nowMicros)
        {
            lock (gate)
            {
                if (!buckets.TryGetValue(key, out var bucket))
                {
                    if (buckets.Count >= rememberedMax && !ForgetIdle(nowMicros))
                    {
                        return rule.Per;
                    }

                    bucket = new Bucket(new TokenBucket(rule.PerSecond, rule.Burst, nowMicros));
                    buckets.Add(key, bucket);
                }

                return bucket.Tokens.TryTake(1, nowMicros) ? TimeSpan.Zero : bucket.Tokens.WaitFor(1, nowMicros);
            }
        }

        /// <summary>The time until there is a token; zero if there is one now.</summary>
        public TimeSpan WaitFor(string key, long nowMicros)
        {
            lock (gate)
            {
                return buckets.TryGetValue(key, out var bucket) ? bucket.Tokens.WaitFor(1, nowMicros) : TimeSpan.Zero;
            }
        }

        // A full bucket can be forgotten without effect. The search runs once a second at most, however many callers come.
        private bool ForgetIdle(long nowMicros)
        {
            if (nowMicros - sweptAtMicros < SweepAgainMicros)
            {
                return false;
            }

            sweptAtMicros = nowMicros;
            foreach (var (key, bucket) in buckets)
            {
                if (bucket.Tokens.WaitFor(rule.Burst, nowMicros) == TimeSpan.Zero)
                {
                    buckets.Remove(key);
                }
            }

            return buckets.Count < rememberedMax;
        }

        private sealed class Bucket(TokenBucket tokens)
        {
            // A field, because the bucket is a struct that changes itself.
            public TokenBucket Tokens = tokens;
        }
    }
}
