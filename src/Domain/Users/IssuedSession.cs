using System.Diagnostics;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Domain.Users;

/// <summary>A session that is opened or renewed.</summary>
/// <param name="SessionId">Every token of the session contains it.</param>
/// <param name="RefreshToken">The next refresh token in full; null if the session cannot be renewed.</param>
/// <param name="ExpiresAt">When the session ends unless it is renewed.</param>
/// <param name="SessionsMax">Number of live sessions of the account, this one included; the oldest sessions beyond it
/// end.</param>
public sealed record IssuedSession(string SessionId, string? RefreshToken, DateTimeOffset ExpiresAt, int SessionsMax)
{
    /// <summary>A synthetic user's session is not renewed; it lives longer than the longest access token.</summary>
    private static readonly TimeSpan SyntheticLife = TimeSpan.FromDays(1);

    /// <summary>What is stored of the refresh token: its hashes. Null if there is no token.</summary>
    public RefreshToken? Hashes =>
        RefreshToken is not { } text ? null
        : Users.RefreshToken.TryParse(text, out var token) ? token
        : throw new UnreachableException("A refresh token of our own does not parse.");

    /// <summary>The session of a person who signs in.</summary>
    public static IssuedSession Open(string handle, string sessionId, AccountOptions options, DateTimeOffset now) =>
        new(sessionId, Users.RefreshToken.First(handle, sessionId), now + options.SessionLife, options.SessionsMax);

    /// <summary>The session of a synthetic user. One load test may run many processes with the same users, so no session ends
    /// another.</summary>
    public static IssuedSession OpenSynthetic(string sessionId, DateTimeOffset now) =>
        new(sessionId, null, now + SyntheticLife, int.MaxValue);

    /// <summary>The session with the token that replaces the presented newest one.</summary>
    public static IssuedSession Renew(string sessionId, string presented, AccountOptions options, DateTimeOffset now) =>
        new(sessionId, Users.RefreshToken.After(presented), now + options.SessionLife, options.SessionsMax);

    public SessionGrant ToGrant() => new(SessionId, RefreshToken, ExpiresAt);

    /// <summary>The session id and its end, without the token.</summary>
    public override string ToString() => $"{SessionId} until {ExpiresAt:O}";
}
