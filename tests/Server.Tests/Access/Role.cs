namespace AudioRooms.Server.Tests.Access;

/// <summary>Who calls.</summary>
public enum Role
{
    /// <summary>Nobody: no token, no key.</summary>
    Anonymous,

    /// <summary>Somebody on the waiting list, who shows the ticket as if it were a token.</summary>
    Waiting,

    /// <summary>A member whose account is suspended, with the token from before.</summary>
    Suspended,

    /// <summary>A member.</summary>
    Member,

    /// <summary>A member who works on reports.</summary>
    TrustAndSafety,

    /// <summary>A member with an operator's power.</summary>
    Operator,

    /// <summary>Whoever holds the operator's key, without an account.</summary>
    KeyHolder,
}

/// <summary>Whose the thing is that a call is about.</summary>
public enum Whose
{
    /// <summary>The caller's: their room, their club, their event, themselves.</summary>
    Own,

    /// <summary>Somebody else's, open to the public.</summary>
    Others,

    /// <summary>Nobody's: a well-formed id that names nothing.</summary>
    Nobodys,
}

/// <summary>What comes of a call, as far as rights go.</summary>
public enum Outcome
{
    /// <summary>Carried out, or refused for another reason than who asks about what.</summary>
    Allowed,

    /// <summary>UNAUTHENTICATED.</summary>
    Unauthenticated,

    /// <summary>PERMISSION_DENIED.</summary>
    Denied,

    /// <summary>NOT_FOUND.</summary>
    Absent,
}
