namespace AudioRooms.Gateway.Access;

/// <summary>The access that a call requires.</summary>
internal enum RequiredAccess
{
    /// <summary>No token.</summary>
    Open = 1,

    /// <summary>An access token.</summary>
    Person = 2,

    /// <summary>An access token of an account that works on reports, or the access of an operator.</summary>
    TrustAndSafety = 3,

    /// <summary>The operator's key, or an access token of an account with the operator's power.</summary>
    Operator = 4,
}

/// <summary>What happens when a call is repeated because its answer was lost.</summary>
internal enum Repeat
{
    /// <summary>The call changes nothing.</summary>
    Reads = 1,

    /// <summary>The first call has already done what is asked: the repetition changes nothing more.</summary>
    Natural = 2,

    /// <summary>The request carries an idempotency key.</summary>
    Keyed = 3,

    /// <summary>
    /// The repetition counts again: it makes one more session, ticket or token, and the lost one expires by itself. A repeated
    /// renewal of a session ends the session, because it looks the same as a thief's.
    /// </summary>
    Anew = 4,
}

/// <summary>Whose things a call may be about.</summary>
internal enum Target
{
    /// <summary>
    /// The call is about the caller or something new, or gives a list that is limited to what the caller may see.
    /// </summary>
    None = 1,

    /// <summary>Anybody's things, as far as the caller may see them; NOT_FOUND for things that do not exist.</summary>
    Anybody = 2,

    /// <summary>
    /// Anybody's things; if the thing does not exist or is hidden from the caller, the answer is the same as for one that exists.
    /// </summary>
    Quiet = 6,

    /// <summary>
    /// An account with less power than the caller's, hence never the caller's own: otherwise PERMISSION_DENIED. NOT_FOUND for
    /// accounts that do not exist.
    /// </summary>
    Below = 5,

    /// <summary>
    /// Things that the caller leads; PERMISSION_DENIED for those of others, NOT_FOUND for things that do not exist.
    /// </summary>
    Owner = 3,

    /// <summary>The caller's own things; those of others look like things that do not exist: NOT_FOUND.</summary>
    Secret = 4,
}

/// <summary>The rule for one method.</summary>
/// <param name="Access">The access that the call requires.</param>
/// <param name="Repeat">What repeating the call does.</param>
/// <param name="Target">Whose things the call may be about.</param>
/// <param name="Limits">The limits that the call counts towards.</param>
internal sealed record RpcRule(RequiredAccess Access, Repeat Repeat, Target Target, CallLimits Limits)
{
    /// <summary>
    /// True if the gateway writes the audit entry, before the call is carried out. False where a grain writes it because it knows
    /// more, and for tokens minted for a load test: there may be thousands a minute, and each leaves the row of its session.
    /// </summary>
    public bool IsAuditedHere { get; init; }

    /// <summary>True if a person without an account may make the call.</summary>
    public bool IsForGuests { get; init; }
}
