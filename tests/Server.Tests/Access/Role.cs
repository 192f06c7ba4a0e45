namespace AudioRooms.Server.Tests.Access;

/// <summary>The role of a caller.</summary>
public enum Role
{
    /// <summary>Without token and key.</summary>
    Anonymous,

    /// <summary>A person on the waiting list, who sends the ticket as a token.</summary>
    Waiting,

    /// <summary>A member whose account is suspended, with the token from before.</summary>
    Suspended,

    /// <summary>A member.</summary>
    Member,

    /// <summary>A member who works on reports.</summary>
    TrustAndSafety,

    /// <summary>A member with an operator's power.</summary>
    Operator,

    /// <summary>A caller with the operator's key and without an account.</summary>
    KeyHolder,
}

/// <summary>Whose thing a call is about.</summary>
public enum Whose
{
    /// <summary>The caller's own room, club, event or account.</summary>
    Own,

    /// <summary>Another person's thing, open to the public.</summary>
    Others,

    /// <summary>A well-formed id that names nothing.</summary>
    Nobodys,
}

/// <summary>The outcome of a call as far as rights are concerned.</summary>
public enum Outcome
{
    /// <summary>Carried out, or refused for a reason that has nothing to do with rights.</summary>
    Allowed,

    /// <summary>UNAUTHENTICATED.</summary>
    Unauthenticated,

    /// <summary>PERMISSION_DENIED.</summary>
    Denied,

    /// <summary>NOT_FOUND.</summary>
    Absent,
}
