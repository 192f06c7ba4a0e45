namespace AudioRooms.Contracts.Users;

/// <summary>Why an account said no. Closed: every member has a row in the gateway's wire table.</summary>
public enum AccountRejection
{
    /// <summary>The handle is not 2 to 30 of a-z, 0-9 and "_".</summary>
    HandleInvalid = 1,

    /// <summary>Somebody has this handle.</summary>
    HandleTaken = 2,

    /// <summary>The password is not 10 to 128 characters.</summary>
    PasswordInvalid = 3,

    /// <summary>The display name is not 1 to 50 characters, or has control characters.</summary>
    DisplayNameInvalid = 4,

    /// <summary>No such account, or another password; the two look alike on purpose.</summary>
    CredentialsWrong = 5,

    /// <summary>Too many wrong passwords; the account waits.</summary>
    LockedOut = 6,

    /// <summary>The refresh token is unknown, used, expired or revoked; which of them is not said.</summary>
    RefreshInvalid = 7,

    /// <summary>This service takes new members by invitation only, and none was given.</summary>
    InvitationRequired = 8,

    /// <summary>The invitation is unknown, used, expired, revoked or held back; which of them is not said.</summary>
    InvitationInvalid = 9,

    /// <summary>The account is suspended; said only to whoever knows its password or holds its session.</summary>
    Suspended = 10,

    /// <summary>The identity elsewhere opens no account yet, and no handle was chosen for one.</summary>
    HandleRequired = 20,

    /// <summary>The identity opens another account, or this account has one of the same issuer.</summary>
    IdentityTaken = 21,

    /// <summary>Nothing else would open the account any more.</summary>
    LastCredential = 22,

    /// <summary>The proof of an identity elsewhere was used before.</summary>
    ProofSpent = 23,
}
