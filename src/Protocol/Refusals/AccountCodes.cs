using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Protocol.Refusals;

/// <summary>
/// Codes with which an account refuses.
/// Programs compare them; people read the sentence that comes along.
/// </summary>
public static class AccountCodes
{
    /// <summary>
    /// Not <see cref="AccountBounds.HandleLengthMin"/> to <see cref="AccountBounds.HandleLengthMax"/> of a-z, 0-9 and <c>_</c>.
    /// </summary>
    public const string HandleInvalid = "handle_invalid";

    /// <summary>Somebody has it.</summary>
    public const string HandleTaken = "handle_taken";

    /// <summary>
    /// Not <see cref="AccountBounds.PasswordLengthMin"/> to <see cref="AccountBounds.PasswordLengthMax"/> characters.
    /// </summary>
    public const string PasswordInvalid = "password_invalid";

    /// <summary>
    /// Not one line of 1 to <see cref="AccountBounds.DisplayNameLengthMax"/> characters, or control characters.
    /// </summary>
    public const string DisplayNameInvalid = "display_name_invalid";

    /// <summary>No such account, or another password.</summary>
    public const string CredentialsWrong = "credentials_wrong";

    /// <summary><see cref="AccountBounds.WrongPasswordsMax"/> wrong passwords in a row.</summary>
    public const string LockedOut = "locked_out";

    /// <summary>Unknown, used, expired or revoked.</summary>
    public const string RefreshInvalid = "refresh_token_invalid";

    /// <summary>Sign-up is by invitation here.</summary>
    public const string InvitationRequired = "invitation_required";

    /// <summary>Unknown, used, expired, revoked or held back.</summary>
    public const string InvitationInvalid = "invitation_invalid";

    /// <summary>
    /// Said to whoever knows the password or holds a session of the account; until <c>until-unix-ms</c>, or for good.
    /// </summary>
    public const string Suspended = "account_suspended";

    /// <summary>First sign-in from elsewhere: choose a handle.</summary>
    public const string HandleRequired = "handle_required";

    /// <summary>The identity opens another account, or the account has one of the same issuer.</summary>
    public const string IdentityTaken = "identity_taken";

    /// <summary>Nothing else would open the account.</summary>
    public const string LastCredential = "last_credential";

    /// <summary>The sign-in elsewhere was used before.</summary>
    public const string ProofSpent = "proof_spent";
}
