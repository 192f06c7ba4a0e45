using System.Collections.Immutable;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Gateway.Access;

/// <summary>The limits that a call counts towards.</summary>
/// <param name="Before">Counted by <see cref="RateLimitInterceptor"/> before the service sees the call; null for none.</param>
/// <param name="Within">
/// Counted by the service itself, which knows more than the interceptor: the account that an unknown caller names, or whether an
/// invitation is a typed code.
/// </param>
internal sealed record CallLimits(RateLimit? Before, ImmutableArray<RateLimit> Within)
{
    /// <summary>No limit, for calls that belong to the host: health and reflection.</summary>
    public static CallLimits None { get; } = new(null, []);

    /// <summary>Every limit that the call counts towards.</summary>
    public IEnumerable<RateLimit> All => Before is { } before ? Within.Prepend(before) : Within;

    public static implicit operator CallLimits(RateLimit before) => new(before, []);

    /// <summary>Limits that only the service counts.</summary>
    public static CallLimits ByService(params ImmutableArray<RateLimit> within) => new(null, within);

    /// <summary>One limit that is counted before the service, and others that the service counts.</summary>
    public static CallLimits Both(RateLimit before, params ImmutableArray<RateLimit> within) => new(before, within);
}
