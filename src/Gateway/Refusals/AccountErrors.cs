using AudioRooms.Contracts.Users;
using AudioRooms.Protocol.Bounds;
using AudioRooms.Protocol.Refusals;
using Grpc.Core;

namespace AudioRooms.Gateway.Refusals;

/// <summary>
/// An account's refusals in the wire's form. The switch has no default arm: a new refusal does not compile until it has a row.
/// </summary>
internal static class AccountErrors
{
    private static readonly TimeSpan SoonAgain = TimeSpan.FromSeconds(1);

    public static WireError Of(AccountRejection rejection) => rejection switch
    {
        AccountRejection.HandleInvalid => new(
            AccountCodes.HandleInvalid,
            StatusCode.InvalidArgument,
            $"A handle has {AccountBounds.HandleLengthMin} to {AccountBounds.HandleLengthMax} of the characters a-z, 0-9 and "
                + "\"_\"."),
        AccountRejection.HandleTaken => new(
            AccountCodes.HandleTaken,
            StatusCode.AlreadyExists,
            "Another account has this handle."),
        AccountRejection.PasswordInvalid => new(
            AccountCodes.PasswordInvalid,
            StatusCode.InvalidArgument,
            $"A password has {AccountBounds.PasswordLengthMin} to {AccountBounds.PasswordLengthMax} characters."),
        AccountRejection.DisplayNameInvalid => new(
            AccountCodes.DisplayNameInvalid,
            StatusCode.InvalidArgument,
            $"A display name is one line of 1 to {AccountBounds.DisplayNameLengthMax} characters, of which at least one is "
                + "visible and none is a control character."),
        AccountRejection.CredentialsWrong => new(
            AccountCodes.CredentialsWrong, StatusCode.Unauthenticated, "There is no such account, or the password is wrong."),
        AccountRejection.LockedOut => new(
            AccountCodes.LockedOut,
            StatusCode.ResourceExhausted,
            $"Too many wrong passwords; the account is locked for up to {Figures.Of(AccountBounds.LockoutTime)}.",
            AccountBounds.LockoutTime),
        AccountRejection.RefreshInvalid =>
            new(AccountCodes.RefreshInvalid, StatusCode.Unauthenticated, "The refresh token is not valid; sign in again."),
        AccountRejection.InvitationRequired => new(
            AccountCodes.InvitationRequired,
            StatusCode.PermissionDenied,
            "This server accepts sign-up by invitation only; you can join the waiting list."),
        AccountRejection.InvitationInvalid =>
            new(AccountCodes.InvitationInvalid, StatusCode.PermissionDenied, "The invitation is not valid."),
        AccountRejection.Suspended => new(AccountCodes.Suspended, StatusCode.PermissionDenied, "The account is suspended."),
        AccountRejection.HandleRequired => new(
            AccountCodes.HandleRequired,
            StatusCode.FailedPrecondition,
            "This identity has no account here yet; choose a handle to make one."),
        AccountRejection.IdentityTaken => new(
            AccountCodes.IdentityTaken,
            StatusCode.AlreadyExists,
            "This identity opens another account, or this account already has an identity of the same issuer."),
        AccountRejection.LastCredential => new(
            AccountCodes.LastCredential,
            StatusCode.FailedPrecondition,
            "Without this identity nobody could sign in to the account; set a password first."),
        AccountRejection.ProofSpent =>
            new(AccountCodes.ProofSpent, StatusCode.Unauthenticated, "This sign-in was used before; begin a new one."),
    };
}
