namespace AudioRooms.Domain.Users;

/// <summary>What becomes of a session whose refresh token is presented.</summary>
public enum RefreshVerdict
{
    /// <summary>The newest token: renew.</summary>
    Renew = 1,

    /// <summary>A used token: somebody has a copy, and nobody knows who. End the session.</summary>
    Revoke = 2,

    /// <summary>No token of this session, or the session is over: nothing happens.</summary>
    Refuse = 3,

    /// <summary>A token of the session, whose account is suspended: say so, and leave the session as it is.</summary>
    Suspended = 4,
}

/// <summary>A session as stored.</summary>
/// <param name="FamilyHash">Of what all its refresh tokens share; null if it cannot be renewed.</param>
/// <param name="SecretHash">Of what only the newest one has.</param>
/// <param name="ExpiresAt">When it ends unless it is renewed.</param>
/// <param name="IsRevoked">Ended before its time.</param>
public sealed record AccountSession(string? FamilyHash, string? SecretHash, DateTimeOffset ExpiresAt, bool IsRevoked)
{
    /// <summary>
    /// True if the token was issued for this session, whether or not it is the newest one. A stranger who made one up learns
    /// nothing of the account, not even that it is suspended.
    /// </summary>
    public bool Issued(RefreshToken token) => FamilyHash == token.FamilyHash;

    /// <summary>Judges a token that names this session.</summary>
    public RefreshVerdict Judge(RefreshToken token, bool isSuspended, DateTimeOffset now) =>
        !Issued(token) ? RefreshVerdict.Refuse
        : isSuspended ? RefreshVerdict.Suspended
        : IsRevoked || now >= ExpiresAt ? RefreshVerdict.Refuse
        : SecretHash == token.SecretHash ? RefreshVerdict.Renew
        : RefreshVerdict.Revoke;
}
