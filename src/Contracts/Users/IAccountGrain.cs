namespace AudioRooms.Contracts.Users;

/// <summary>
/// The account behind a handle, and its sessions. Key: the handle, lower case. One grain per handle makes handles unique. Commands of
/// somebody who is signed in name the actor: a handle may have changed hands since the token was made.
/// </summary>
[Alias("AudioRooms.IAccountGrain")]
public interface IAccountGrain : IGrainWithStringKey
{
    /// <summary>
    /// Makes the account and opens its first session. Stored before it is answered. A repetition after a failure goes on where the
    /// first one stopped, and does not spend the invitation twice.
    /// </summary>
    /// <param name="password">10 to 128 characters; only its hash is kept.</param>
    /// <param name="displayName">1 to 50 characters.</param>
    /// <param name="invitationKey">
    /// <see cref="Invitations.InvitationSecret.KeyOf"/> what the newcomer was given; null without. Required if the service admits by
    /// invitation only; if it is open, an invitation that is given must still hold.
    /// </param>
    [Alias("SignUp")]
    Task<AccountReply> SignUpAsync(string password, string displayName, string? invitationKey);

    /// <summary>
    /// Checks the password and opens a session. After 10 wrong ones in a row the account is locked for 15 minutes. Beyond 20 sessions
    /// the oldest one ends.
    /// </summary>
    [Alias("SignIn")]
    Task<AccountReply> SignInAsync(string password);

    /// <summary>
    /// A synthetic user for load tests, made on first use; it has no password, so nobody can sign in as it. Refused for the
    /// handle of a person. The gateway calls this only for the operator.
    /// </summary>
    [Alias("Mint")]
    Task<AccountReply> MintAsync(string displayName);

    /// <summary>Renews a session. The token is used up; presenting one that was used revokes the session that it belongs to.</summary>
    [Alias("Refresh")]
    Task<AccountReply> RefreshAsync(string refreshToken);

    /// <summary>Ends one session of the actor. Repeating it changes nothing.</summary>
    [Alias("SignOut")]
    Task SignOutAsync(UserId actor, string sessionId);

    /// <summary>Ends every session of the actor.</summary>
    [Alias("SignOutEverywhere")]
    Task SignOutEverywhereAsync(UserId actor);

    /// <summary>Changes the password and ends every session but the one that asks. Wrong passwords count as in a sign-in.</summary>
    [Alias("ChangePassword")]
    Task<AccountReply> ChangePasswordAsync(UserId actor, string sessionId, string oldPassword, string newPassword);

    /// <summary>
    /// Ends the account for good: sessions revoked, personal data erased. Nobody can take the handle for 30 days. Wrong passwords
    /// count as in a sign-in. A repetition after a failure completes what is left.
    /// </summary>
    [Alias("Delete")]
    Task<AccountReply> DeleteAsync(UserId actor, string password);

    /// <summary>All that is stored about the actor, as a JSON object; null if the account is no longer theirs.</summary>
    [Alias("Export")]
    Task<string?> ExportAsync(UserId actor);
}
