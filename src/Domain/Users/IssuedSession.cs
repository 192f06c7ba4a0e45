using System.Diagnostics;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Domain.Users;

/// <summary>A session as it is opened or renewed.</summary>
/// <param name="SessionId">Stands in every token of the session.</param>
/// <param name="RefreshToken">The next refresh token, whole; null if the session cannot be renewed.</param>
/// <param name="ExpiresAt">When the session ends unless it is renewed.</param>
/// <param name="SessionsMax">Live sessions of the account, this one included; the oldest beyond that end.</param>
public sealed record IssuedSession(string SessionId, string? RefreshToken, DateTimeOffset ExpiresAt, int SessionsMax)
{
    /// <summary>A synthetic user's session is not renewed; it lives longer than the longest access token.</summary>
    private static readonly TimeSpan SyntheticLife = TimeSpan.FromDays(1);

    /// <summary>What is stored of the refresh token: hashes. Null if there is none.</summary>
    public RefreshToken? Hashes =>
        RefreshToken is not { } text ? null
        : Users.RefreshToken.TryParse(text, out var token) ? token
        : throw new UnreachableException("A refresh token of our own does not parse.");

    /// <summary>A person signs in.</summary>
    public static IssuedSession Open(string handle, string sessionId, AccountOptions options, DateTimeOffset now) =>
        new(sessionId, Users.RefreshToken.First(handle, sessionId), now + options.SessionLife, options.SessionsMax);

    /// <summary>
    /// The operator lets a synthetic user in. One load test may run many processes with the same users: none ends another's
    /// session.
    /// </summary>
    public static IssuedSession OpenSynthetic(string sessionId, DateTimeOffset now) =>
        new(sessionId, null, now + SyntheticLife, int.MaxValue);

    /// <summary>The newest token is presented: another one of the same session takes its place.</summary>
    public static IssuedSession Renew(string sessionId, string presented, AccountOptions options, DateTimeOffset now) =>
        new(sessionId, Users.RefreshToken.After(presented), now + options.SessionLife, options.SessionsMax);

    /// <summary>As its owner gets it.</summary>
    public SessionGrant ToGrant() => new(SessionId, RefreshToken, ExpiresAt);

    /// <summary>The session and its end; never the token.</summary>
    public override string ToString() => $"{SessionId} until {ExpiresAt:O}";
}
