using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Protocol.Refusals;

/// <summary>Codes of an account's refusals. Programs compare the codes; people read the text beside them.</summary>
public static class AccountCodes
{
    /// <summary>
    /// The handle is not <see cref="AccountBounds.HandleLengthMin"/> to <see cref="AccountBounds.HandleLengthMax"/> characters of
    /// a-z, 0-9 and <c>_</c>.
    /// </summary>
    public const string HandleInvalid = "handle_invalid";

    /// <summary>Another account has the handle.</summary>
    public const string HandleTaken = "handle_taken";

    /// <summary>
    /// The password has not <see cref="AccountBounds.PasswordLengthMin"/> to <see cref="AccountBounds.PasswordLengthMax"/>
    /// characters.
    /// </summary>
    public const string PasswordInvalid = "password_invalid";

    /// <summary>
    /// The name is not one line of 1 to <see cref="AccountBounds.DisplayNameLengthMax"/> characters, or has control characters.
    /// </summary>
    public const string DisplayNameInvalid = "display_name_invalid";

    /// <summary>There is no such account, or the password is wrong.</summary>
    public const string CredentialsWrong = "credentials_wrong";

    /// <summary>There were <see cref="AccountBounds.WrongPasswordsMax"/> wrong passwords in a row.</summary>
    public const string LockedOut = "locked_out";

    /// <summary>The refresh token is unknown, used, expired or revoked.</summary>
    public const string RefreshInvalid = "refresh_token_invalid";

    /// <summary>Sign-up is by invitation here.</summary>
    public const string InvitationRequired = "invitation_required";

    /// <summary>The invitation is unknown, used, expired, revoked or held back.</summary>
    public const string InvitationInvalid = "invitation_invalid";

    /// <summary>
    /// The account is suspended, until <c>until-unix-ms</c> or for good. Only a caller with the password or a session of the
    /// account gets this code.
    /// </summary>
    public const string Suspended = "account_suspended";

    /// <summary>This is the first external sign-in: choose a handle.</summary>
    public const string HandleRequired = "handle_required";

    /// <summary>The identity belongs to another account, or the account has another identity of this issuer.</summary>
    public const string IdentityTaken = "identity_taken";

    /// <summary>Without this credential nobody could sign in to the account.</summary>
    public const string LastCredential = "last_credential";

    /// <summary>The proof of the external sign-in was used before.</summary>
    public const string ProofSpent = "proof_spent";
}
