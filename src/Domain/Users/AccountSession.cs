namespace AudioRooms.Domain.Users;

/// <summary>The verdict on a session whose refresh token is presented.</summary>
public enum RefreshVerdict
{
    /// <summary>The newest token: renew the session.</summary>
    Renew = 1,

    /// <summary>A used token: a second copy is in use, and nobody knows who has it. End the session.</summary>
    Revoke = 2,

    /// <summary>Not a token of this session, or the session is over: change nothing.</summary>
    Refuse = 3,

    /// <summary>A token of the session, whose account is suspended: say so, and leave the session as it is.</summary>
    Suspended = 4,
}

/// <summary>A session as stored.</summary>
/// <param name="FamilyHash">Hash of the part that all refresh tokens of the session share; null if the session cannot be
/// renewed.</param>
/// <param name="SecretHash">Hash of the part that only the newest token has.</param>
/// <param name="ExpiresAt">When the session ends unless it is renewed.</param>
/// <param name="IsRevoked">True if the session was ended before it expired.</param>
public sealed record AccountSession(string? FamilyHash, string? SecretHash, DateTimeOffset ExpiresAt, bool IsRevoked)
{
    /// <summary>True if the token was issued for this session, newest or not. A stranger with a made-up token is told nothing
    /// about the account, not even that it is suspended.</summary>
    public bool Issued(RefreshToken token) => FamilyHash == token.FamilyHash;

    /// <summary>The verdict on a token that names this session.</summary>
    public RefreshVerdict Judge(RefreshToken token, bool isSuspended, DateTimeOffset now) =>
        !Issued(token) ? RefreshVerdict.Refuse
        : isSuspended ? RefreshVerdict.Suspended
        : IsRevoked || now >= ExpiresAt ? RefreshVerdict.Refuse
        : SecretHash == token.SecretHash ? RefreshVerdict.Renew
        : RefreshVerdict.Revoke;
}
