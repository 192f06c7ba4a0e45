using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Text;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Users;

/// <summary>Rules about sign-ups and account data.</summary>
public static class AccountRules
{
    /// <summary>The reason why this sign-up is refused, or null.</summary>
    public static AccountRejection? CheckSignUp(string handle, string password, string displayName) =>
        !IsHandle(handle) ? AccountRejection.HandleInvalid
        : !IsPassword(password) ? AccountRejection.PasswordInvalid
        : !IsDisplayName(displayName) ? AccountRejection.DisplayNameInvalid
        : null;

    /// <summary>The reason why a sign-up with an external identity, which needs no password, is refused, or null.</summary>
    public static AccountRejection? CheckExternalSignUp(string handle, string displayName) => CheckNames(handle, displayName);

    /// <summary>The reason why this synthetic user is refused, or null.</summary>
    public static AccountRejection? CheckMint(string handle, string displayName) => CheckNames(handle, displayName);

    /// <summary>The reason why a sign-up is refused under the policy, or null. Whether the invitation is valid is checked
    /// elsewhere.</summary>
    public static AccountRejection? CheckAdmission(SignUpPolicy policy, bool hasInvitation) => policy switch
    {
        SignUpPolicy.Open => null,
        SignUpPolicy.Invitation => hasInvitation ? null : AccountRejection.InvitationRequired,
    };

    /// <summary>True for 10 to 128 characters: long enough as a password and short enough to be hashed.</summary>
    public static bool IsPassword(string password) =>
        password.Length is >= AccountBounds.PasswordLengthMin and <= AccountBounds.PasswordLengthMax;

    /// <summary>True for 2 to 30 of a-z, 0-9 and "_".</summary>
    public static bool IsHandle(string handle) =>
        handle.Length is >= AccountBounds.HandleLengthMin and <= AccountBounds.HandleLengthMax
        && handle.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '_');

    /// <summary>A display name as it is checked and stored.</summary>
    public static string TidyName(string displayName) => PlainText.Tidy(displayName);

    private static AccountRejection? CheckNames(string handle, string displayName) =>
        !IsHandle(handle) ? AccountRejection.HandleInvalid
        : !IsDisplayName(displayName) ? AccountRejection.DisplayNameInvalid
        : null;

    private static bool IsDisplayName(string displayName) => PlainText.IsLine(displayName, AccountBounds.DisplayNameLengthMax);
}
