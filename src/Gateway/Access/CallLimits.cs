using System.Collections.Immutable;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Gateway.Access;

/// <summary>The limits that a call counts towards, and who counts.</summary>
/// <param name="Before">
/// Counted by <see cref="RateLimitInterceptor"/> before the service sees the call; null if it counts nothing.
/// </param>
/// <param name="Within">
/// Counted by the service itself, which knows what the interceptor does not: the account that a stranger names, or whether an
/// invitation is a typed code.
/// </param>
internal sealed record CallLimits(RateLimit? Before, ImmutableArray<RateLimit> Within)
{
    /// <summary>For calls that are not the product's: health and reflection.</summary>
    public static CallLimits None { get; } = new(null, []);

    /// <summary>Every limit that the call counts towards.</summary>
    public IEnumerable<RateLimit> All => Before is { } before ? Within.Prepend(before) : Within;

    public static implicit operator CallLimits(RateLimit before) => new(before, []);

    /// <summary>Counted by the service alone.</summary>
    public static CallLimits ByService(params ImmutableArray<RateLimit> within) => new(null, within);

    /// <summary>Counted before the service, and again by it.</summary>
    public static CallLimits Both(RateLimit before, params ImmutableArray<RateLimit> within) => new(before, within);
}
