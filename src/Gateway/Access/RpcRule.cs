namespace AudioRooms.Gateway.Access;

/// <summary>What a call must bring.</summary>
internal enum RequiredAccess
{
    /// <summary>Nothing.</summary>
    Open = 1,

    /// <summary>An access token.</summary>
    Person = 2,

    /// <summary>An access token of somebody who works on reports, or what an operator brings.</summary>
    TrustAndSafety = 3,

    /// <summary>The operator's key, or an access token of an account with that power.</summary>
    Operator = 4,
}

/// <summary>What becomes of a call that is made again because its answer was lost.</summary>
internal enum Repeat
{
    /// <summary>It changes nothing.</summary>
    Reads = 1,

    /// <summary>What it asks for is done already: it changes nothing more.</summary>
    Natural = 2,

    /// <summary>The request carries an idempotency key.</summary>
    Keyed = 3,

    /// <summary>
    /// It counts again: one more session, ticket or token, and the one that was lost runs out by itself. A renewal that is made
    /// again ends the session, because nobody can tell it from a thief's.
    /// </summary>
    Anew = 4,
}

/// <summary>Whose the thing may be that a call is about.</summary>
internal enum Target
{
    /// <summary>It is about the caller, about something new, or a list that is cut for the caller.</summary>
    None = 1,

    /// <summary>Anybody's, as far as the caller may see it; what is not there is NOT_FOUND.</summary>
    Anybody = 2,

    /// <summary>Anybody's; what is not there, or not for the caller, is answered as if it were.</summary>
    Quiet = 6,

    /// <summary>
    /// Any account with less power than the caller's, so never one's own: PERMISSION_DENIED; what is not there is NOT_FOUND.
    /// </summary>
    Below = 5,

    /// <summary>Only what the caller leads; what others lead is PERMISSION_DENIED, what is not there NOT_FOUND.</summary>
    Owner = 3,

    /// <summary>Only the caller's own; what is another's looks like what is not there: NOT_FOUND.</summary>
    Secret = 4,
}

/// <summary>The rule for one method.</summary>
/// <param name="Access">What it must bring.</param>
/// <param name="Repeat">How repeating it is safe.</param>
/// <param name="Target">Whose the thing may be that it is about.</param>
/// <param name="Limits">What it counts towards.</param>
internal sealed record RpcRule(RequiredAccess Access, Repeat Repeat, Target Target, CallLimits Limits)
{
    /// <summary>
    /// True if the gateway writes the audit entry, before the call is carried out. False where a grain does, which knows more,
    /// and where a token is minted for a load test, which may be thousands in a minute and leaves the row of its session.
    /// </summary>
    public bool IsAuditedHere { get; init; }

    /// <summary>True if somebody without an account may call it: what a listener needs.</summary>
    public bool IsForGuests { get; init; }
}
