using System.Net;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Gateway.Access;

/// <summary>
/// Limits tries to sign up or in, per account and per address. The account itself locks after wrong passwords;
/// this protects the rest.
/// </summary>
internal sealed class AttemptThrottle(RateLimiter limiter)
{
    /// <summary>Counts a try.</summary>
    /// <param name="handle">Which account it is about.</param>
    /// <param name="address">Where it comes from; null if that is unknown, which counts as one place.</param>
    /// <param name="retryAfter">When to try again, if the answer is no.</param>
    /// <returns>True if it may go on.</returns>
    public bool TryBegin(string handle, IPAddress? address, out TimeSpan retryAfter) =>
        limiter.TryTake(RateLimit.SignIn, address, out retryAfter) && limiter.TryTake(RateLimit.SignIn, handle, out retryAfter);

    /// <summary>Counts a try that is about no account in particular.</summary>
    /// <inheritdoc cref="TryBegin" path="/param[@name='address']"/>
    /// <inheritdoc cref="TryBegin" path="/param[@name='retryAfter']"/>
    /// <inheritdoc cref="TryBegin" path="/returns"/>
    public bool TryBeginFrom(IPAddress? address, out TimeSpan retryAfter) =>
        limiter.TryTake(RateLimit.SignIn, address, out retryAfter);

    /// <summary>
    /// Counts a code that somebody typed. Codes are short enough to be worth guessing at, so they have a limit of their own.
    /// </summary>
    /// <inheritdoc cref="TryBegin" path="/param[@name='address']"/>
    /// <inheritdoc cref="TryBegin" path="/param[@name='retryAfter']"/>
    /// <inheritdoc cref="TryBegin" path="/returns"/>
    public bool TryGuess(IPAddress? address, out TimeSpan retryAfter) => limiter.TryTake(RateLimit.Code, address, out retryAfter);

    /// <summary>
    /// Whether an address has no try left now. For what is asked again and again with one secret, where only the wrong secrets
    /// count (<see cref="TryBeginFrom"/>).
    /// </summary>
    /// <inheritdoc cref="TryBegin" path="/param[@name='address']"/>
    /// <inheritdoc cref="TryBegin" path="/param[@name='retryAfter']"/>
    public bool IsUsedUp(IPAddress? address, out TimeSpan retryAfter) =>
        limiter.IsUsedUp(RateLimit.SignIn, address, out retryAfter);
}
