namespace AudioRooms.Contracts.Users;

/// <summary>Why a sign-up or sign-in was refused. Closed: every member has a row in the gateway's wire table.</summary>
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
}
