using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Text;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Users;

/// <summary>What an account accepts.</summary>
public static class AccountRules
{
    /// <summary>Why this sign-up is refused, or null.</summary>
    public static AccountRejection? CheckSignUp(string handle, string password, string displayName) =>
        !IsHandle(handle) ? AccountRejection.HandleInvalid
        : !IsPassword(password) ? AccountRejection.PasswordInvalid
        : !IsDisplayName(displayName) ? AccountRejection.DisplayNameInvalid
        : null;

    /// <summary>Why a sign-up with an identity elsewhere, which needs no password, is refused, or null.</summary>
    public static AccountRejection? CheckExternalSignUp(string handle, string displayName) => CheckNames(handle, displayName);

    /// <summary>Why this synthetic user is refused, or null.</summary>
    public static AccountRejection? CheckMint(string handle, string displayName) => CheckNames(handle, displayName);

    /// <summary>
    /// Whether somebody may be admitted with or without an invitation; whether the invitation holds is not asked here.
    /// </summary>
    public static AccountRejection? CheckAdmission(SignUpPolicy policy, bool hasInvitation) => policy switch
    {
        SignUpPolicy.Open => null,
        SignUpPolicy.Invitation => hasInvitation ? null : AccountRejection.InvitationRequired,
    };

    /// <summary>True if it is long enough to be a password and short enough to be hashed.</summary>
    public static bool IsPassword(string password) =>
        password.Length is >= AccountBounds.PasswordLengthMin and <= AccountBounds.PasswordLengthMax;

    /// <summary>True if it has the form of a handle.</summary>
    public static bool IsHandle(string handle) =>
        handle.Length is >= AccountBounds.HandleLengthMin and <= AccountBounds.HandleLengthMax
        && handle.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '_');

    /// <summary>A display name as it is checked and kept.</summary>
    public static string TidyName(string displayName) => PlainText.Tidy(displayName);

    private static AccountRejection? CheckNames(string handle, string displayName) =>
        !IsHandle(handle) ? AccountRejection.HandleInvalid
        : !IsDisplayName(displayName) ? AccountRejection.DisplayNameInvalid
        : null;

    private static bool IsDisplayName(string displayName) => PlainText.IsLine(displayName, AccountBounds.DisplayNameLengthMax);
}
