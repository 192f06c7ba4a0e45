using Orleans.Concurrency;

namespace AudioRooms.Contracts.Users;

/// <summary>The account behind a handle, and its sessions. Key: the handle, lower case; one grain per handle keeps handles
/// unique. Commands of a signed-in user name the actor, because the handle may have passed to another user since the access token
/// was made.</summary>
[Alias("AudioRooms.IAccountGrain")]
public interface IAccountGrain : IGrainWithStringKey
{
    /// <summary>Creates the account and opens its first session. Everything is stored before the answer. A second call after a
    /// failure continues where the first one stopped, and does not use the invitation twice.</summary>
    /// <param name="password">10 to 128 characters; only its hash is stored.</param>
    /// <param name="displayName">1 to 50 characters.</param>
    /// <param name="invitationKey"><see cref="Invitations.InvitationSecret.KeyOf"/> of the newcomer's secret; null without one.
    /// Required if the service admits by invitation only. If the service is open, an invitation that is given must still be
    /// valid.</param>
    [Alias("SignUp")]
    Task<AccountReply> SignUpAsync(string password, string displayName, string? invitationKey);

    /// <summary>Checks the password and opens a session. After 10 wrong passwords in a row the account is locked for 15 minutes.
    /// Beyond 20 sessions the oldest one ends.</summary>
    [Alias("SignIn")]
    Task<AccountReply> SignInAsync(string password);

    /// <summary>Opens a session of a synthetic user for load tests; creates the user on first use. The user has no password, so
    /// nobody can sign in as it. Refused for the handle of a person. The gateway calls this only for the operator.</summary>
    [Alias("Mint")]
    Task<AccountReply> MintAsync(string displayName);

    /// <summary>
    /// Renews a session. A refresh token works once; presenting a used one revokes the session that it belongs to. For 10 s, or
    /// until the next token is used, the token before it buys the same pair again.
    /// </summary>
    [Alias("Refresh")]
    Task<AccountReply> RefreshAsync(string refreshToken);

    /// <summary>
    /// Finds the session of the newest refresh token without using the token up. The grant in the answer has no token.
    /// <see cref="AccountRejection.RefreshInvalid"/> if the token is not the newest of a session that goes on,
    /// which changes nothing.
    /// </summary>
    [Alias("FindSession")]
    Task<AccountReply> FindSessionAsync(string refreshToken);

    /// <summary>Ends one session of the actor. A repeated call changes nothing.</summary>
    [Alias("SignOut")]
    Task SignOutAsync(UserId actor, string sessionId);

    /// <summary>The actor's sessions that go on, the newest first; at most 100.</summary>
    [Alias("ListSessions"), ReadOnly]
    Task<IReadOnlyList<OpenSession>> ListSessionsAsync(UserId actor);

    /// <summary>Ends every session of the actor.</summary>
    [Alias("SignOutEverywhere")]
    Task SignOutEverywhereAsync(UserId actor);

    /// <summary>Changes the password and ends every session except the calling one. Wrong passwords count as in a
    /// sign-in.</summary>
    [Alias("ChangePassword")]
    Task<AccountReply> ChangePasswordAsync(UserId actor, string sessionId, string oldPassword, string newPassword);

    /// <summary>Deletes the account: revokes its sessions and erases personal data. Nobody can take the handle for 30 days. Wrong
    /// passwords count as in a sign-in. A second call after a failure completes what is left.</summary>
    [Alias("Delete")]
    Task<AccountReply> DeleteAsync(UserId actor, string password);

    /// <summary>As <see cref="SignUpAsync"/>, with an external identity instead of a password.</summary>
    [Alias("SignUpExternally")]
    Task<AccountReply> SignUpExternallyAsync(ExternalProof proof, string displayName, string? invitationKey);

    /// <summary>Opens a session for a user who proved an external identity. <see cref="AccountRejection.CredentialsWrong"/> if
    /// the account belongs to another user, or the identity is not linked to it.</summary>
    [Alias("SignInExternally")]
    Task<AccountReply> SignInExternallyAsync(UserId user, ExternalProof proof);

    /// <summary>Links an external identity, which then opens the actor's account too. An account has at most one identity of each
    /// issuer.</summary>
    [Alias("Link")]
    Task<AccountReply> LinkAsync(UserId actor, ExternalProof proof);

    /// <summary>Unlinks the actor's identity of an issuer. <see cref="AccountRejection.LastCredential"/> for the last way to sign
    /// in.</summary>
    [Alias("Unlink")]
    Task<AccountReply> UnlinkAsync(UserId actor, string issuer);

    /// <summary>The identities that open the actor's account, oldest link first.</summary>
    [Alias("ListLinked")]
    Task<IReadOnlyList<LinkedIdentity>> ListLinkedAsync(UserId actor);

    /// <summary>Sets the account's password on the proof of a linked identity, and ends every session except the calling
    /// one.</summary>
    [Alias("SetPassword")]
    Task<AccountReply> SetPasswordAsync(UserId actor, string sessionId, ExternalProof proof, string newPassword);

    /// <summary>As <see cref="DeleteAsync"/>, on the proof of a linked identity.</summary>
    [Alias("DeleteExternally")]
    Task<AccountReply> DeleteExternallyAsync(UserId actor, ExternalProof proof);

    /// <summary>The person who owns the handle now; null if nobody does.</summary>
    [Alias("FindPerson"), ReadOnly]
    Task<Person?> FindPersonAsync();

    /// <summary>All stored data about the actor as a JSON object; null if the account no longer belongs to the actor.</summary>
    [Alias("Export")]
    Task<string?> ExportAsync(UserId actor);
}
