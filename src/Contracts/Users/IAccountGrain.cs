using Orleans.Concurrency;

namespace AudioRooms.Contracts.Users;

/// <summary>
/// The account behind a handle, and its sessions. Key: the handle, lower case. One grain per handle makes handles unique.
/// Commands of somebody who is signed in name the actor: a handle may have changed hands since the token was made.
/// </summary>
[Alias("AudioRooms.IAccountGrain")]
public interface IAccountGrain : IGrainWithStringKey
{
    /// <summary>
    /// Makes the account and opens its first session. Stored before it is answered. A repetition after a failure goes on where
    /// the first one stopped, and does not spend the invitation twice.
    /// </summary>
    /// <param name="password">10 to 128 characters; only its hash is kept.</param>
    /// <param name="displayName">1 to 50 characters.</param>
    /// <param name="invitationKey">
    /// <see cref="Invitations.InvitationSecret.KeyOf"/> what the newcomer was given; null without. Required if the service admits
    /// by invitation only; if it is open, an invitation that is given must still hold.
    /// </param>
    [Alias("SignUp")]
    Task<AccountReply> SignUpAsync(string password, string displayName, string? invitationKey);

    /// <summary>
    /// Checks the password and opens a session. After 10 wrong ones in a row the account is locked for 15 minutes. Beyond 20
    /// sessions the oldest one ends.
    /// </summary>
    [Alias("SignIn")]
    Task<AccountReply> SignInAsync(string password);

    /// <summary>
    /// A synthetic user for load tests, made on first use; it has no password, so nobody can sign in as it. Refused for the
    /// handle of a person. The gateway calls this only for the operator.
    /// </summary>
    [Alias("Mint")]
    Task<AccountReply> MintAsync(string displayName);

    /// <summary>
    /// Renews a session. The token is used up; presenting one that was used revokes the session that it belongs to. For 10 s, or
    /// until the next token is used, the one before it buys the same pair again.
    /// </summary>
    [Alias("Refresh")]
    Task<AccountReply> RefreshAsync(string refreshToken);

    /// <summary>
    /// Whose session the newest refresh token is of, without using the token up. The grant in the answer has no token.
    /// <see cref="AccountRejection.RefreshInvalid"/> if the token is not the newest of a session that goes on,
    /// which changes nothing.
    /// </summary>
    [Alias("FindSession")]
    Task<AccountReply> FindSessionAsync(string refreshToken);

    /// <summary>Ends one session of the actor. Repeating it changes nothing.</summary>
    [Alias("SignOut")]
    Task SignOutAsync(UserId actor, string sessionId);

    /// <summary>The actor's sessions that go on, the newest first; at most 100.</summary>
    [Alias("ListSessions"), ReadOnly]
    Task<IReadOnlyList<OpenSession>> ListSessionsAsync(UserId actor);

    /// <summary>Ends every session of the actor.</summary>
    [Alias("SignOutEverywhere")]
    Task SignOutEverywhereAsync(UserId actor);

    /// <summary>
    /// Changes the password and ends every session but the one that asks. Wrong passwords count as in a sign-in.
    /// </summary>
    [Alias("ChangePassword")]
    Task<AccountReply> ChangePasswordAsync(UserId actor, string sessionId, string oldPassword, string newPassword);

    /// <summary>
    /// Ends the account for good: sessions revoked, personal data erased. Nobody can take the handle for 30 days. Wrong passwords
    /// count as in a sign-in. A repetition after a failure completes what is left.
    /// </summary>
    [Alias("Delete")]
    Task<AccountReply> DeleteAsync(UserId actor, string password);

    /// <summary>As <see cref="SignUpAsync"/>, with an identity elsewhere in the place of the password.</summary>
    [Alias("SignUpExternally")]
    Task<AccountReply> SignUpExternallyAsync(ExternalProof proof, string displayName, string? invitationKey);

    /// <summary>
    /// Opens a session of the user for whoever proved the identity. <see cref="AccountRejection.CredentialsWrong"/> if the
    /// account is not that user's, or the identity is not linked to it.
    /// </summary>
    [Alias("SignInExternally")]
    Task<AccountReply> SignInExternallyAsync(UserId user, ExternalProof proof);

    /// <summary>From now on the identity opens the actor's account too. One identity of each issuer.</summary>
    [Alias("Link")]
    Task<AccountReply> LinkAsync(UserId actor, ExternalProof proof);

    /// <summary>The actor's identity of an issuer opens the account no longer. The last way in stays.</summary>
    [Alias("Unlink")]
    Task<AccountReply> UnlinkAsync(UserId actor, string issuer);

    /// <summary>The identities that open the actor's account, the oldest first.</summary>
    [Alias("ListLinked")]
    Task<IReadOnlyList<LinkedIdentity>> ListLinkedAsync(UserId actor);

    /// <summary>
    /// Gives the account a password, or another one, on the proof of a linked identity; ends every session but the one that asks.
    /// </summary>
    [Alias("SetPassword")]
    Task<AccountReply> SetPasswordAsync(UserId actor, string sessionId, ExternalProof proof, string newPassword);

    /// <summary>As <see cref="DeleteAsync"/>, on the proof of a linked identity.</summary>
    [Alias("DeleteExternally")]
    Task<AccountReply> DeleteExternallyAsync(UserId actor, ExternalProof proof);

    /// <summary>Whose account it is now; null if it is nobody's.</summary>
    [Alias("FindPerson"), ReadOnly]
    Task<Person?> FindPersonAsync();

    /// <summary>All that is stored about the actor, as a JSON object; null if the account is no longer theirs.</summary>
    [Alias("Export")]
    Task<string?> ExportAsync(UserId actor);
}
