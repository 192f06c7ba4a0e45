namespace AudioRooms.Contracts.Users;

/// <summary>Why a call about an account was refused. Closed: every member has a row in the gateway's wire table.</summary>
public enum AccountRejection
{
    /// <summary>The handle is not 2 to 30 of a-z, 0-9 and "_".</summary>
    HandleInvalid = 1,

    /// <summary>Another account has this handle.</summary>
    HandleTaken = 2,

    /// <summary>The password is not 10 to 128 characters.</summary>
    PasswordInvalid = 3,

    /// <summary>The display name is not 1 to 50 characters, or has control characters.</summary>
    DisplayNameInvalid = 4,

    /// <summary>The account does not exist, or the password is wrong. Both cases get the same answer.</summary>
    CredentialsWrong = 5,

    /// <summary>Too many wrong passwords: the account is locked for a while.</summary>
    LockedOut = 6,

    /// <summary>The refresh token is unknown, used, expired or revoked. All cases get the same answer.</summary>
    RefreshInvalid = 7,

    /// <summary>The service takes new members by invitation only, and the call carries no invitation.</summary>
    InvitationRequired = 8,

    /// <summary>The invitation is unknown, used, expired, revoked or paused. All cases get the same answer.</summary>
    InvitationInvalid = 9,

    /// <summary>The account is suspended. Told only to a caller who knows its password or holds its session.</summary>
    Suspended = 10,

    /// <summary>The external identity opens no account yet, and the call names no handle for a new one.</summary>
    HandleRequired = 20,

    /// <summary>The external identity opens another account, or this account already has an identity of the same
    /// issuer.</summary>
    IdentityTaken = 21,

    /// <summary>The external identity is the last way to sign in to the account.</summary>
    LastCredential = 22,

    /// <summary>The proof of an external identity was used before.</summary>
    ProofSpent = 23,
}
