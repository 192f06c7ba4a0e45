using System.Net;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Gateway.Access;

/// <summary>
/// Limits attempts to sign up or sign in, per account and per address. The account itself locks after wrong passwords; this limit
/// protects everything else.
/// </summary>
internal sealed class AttemptThrottle(RateLimiter limiter)
{
    /// <summary>Counts an attempt.</summary>
    /// <param name="handle">The handle of the account.</param>
    /// <param name="address">The caller's address; all callers without a known address share one count.</param>
    /// <param name="retryAfter">When to try again, if the attempt is refused.</param>
    /// <returns>True if the attempt may go on.</returns>
    public bool TryBegin(string handle, IPAddress? address, out TimeSpan retryAfter) =>
        limiter.TryTake(RateLimit.SignIn, address, out retryAfter) && limiter.TryTake(RateLimit.SignIn, handle, out retryAfter);

    /// <summary>Counts an attempt that names no account.</summary>
    /// <inheritdoc cref="TryBegin" path="/param[@name='address']"/>
    /// <inheritdoc cref="TryBegin" path="/param[@name='retryAfter']"/>
    /// <inheritdoc cref="TryBegin" path="/returns"/>
    public bool TryBeginFrom(IPAddress? address, out TimeSpan retryAfter) =>
        limiter.TryTake(RateLimit.SignIn, address, out retryAfter);

    /// <summary>Counts a typed code. A code is short enough to guess, so codes have a limit of their own.</summary>
    /// <inheritdoc cref="TryBegin" path="/param[@name='address']"/>
    /// <inheritdoc cref="TryBegin" path="/param[@name='retryAfter']"/>
    /// <inheritdoc cref="TryBegin" path="/returns"/>
    public bool TryBeginCode(IPAddress? address, out TimeSpan retryAfter) =>
        limiter.TryTake(RateLimit.Code, address, out retryAfter);

    /// <summary>
    /// True if the address has no attempt left now. For requests that repeat one secret, where only a wrong secret counts as an
    /// attempt (<see cref="TryBeginFrom"/>).
    /// </summary>
    /// <inheritdoc cref="TryBegin" path="/param[@name='address']"/>
    /// <inheritdoc cref="TryBegin" path="/param[@name='retryAfter']"/>
    public bool IsUsedUp(IPAddress? address, out TimeSpan retryAfter) =>
        limiter.IsUsedUp(RateLimit.SignIn, address, out retryAfter);
}
