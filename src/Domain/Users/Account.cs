using AudioRooms.Contracts.Users;

namespace AudioRooms.Domain.Users;

/// <summary>
/// The rules of the account behind one handle. A value: a command gives an <see cref="AccountDecision"/> and changes nothing.
/// Slow work, hashing and comparing passwords, is done by the caller, who passes the outcome in. Sessions are rows of their own:
/// <see cref="AccountSession"/> and <see cref="IssuedSession"/> have their rules.
/// </summary>
public sealed record Account
{
    /// <summary>2 to 30 of a-z, 0-9 and "_".</summary>
    public required string Handle { get; init; }

    /// <summary>Never changes; empty while the handle is vacant, and after the person is gone.</summary>
    public UserId UserId { get; init; } = new(string.Empty);

    /// <summary>As the person typed it at sign-up, tidied.</summary>
    public string DisplayName { get; init; } = string.Empty;

    /// <summary>Null if no password opens the account.</summary>
    public string? PasswordHash { get; init; }

    /// <summary>Wrong passwords so far.</summary>
    public Lockout Lockout { get; init; } = Lockout.None;

    /// <summary>When the sign-up began.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Key of the invitation whose seat the newcomer asks for; null once the account is made.</summary>
    public string? PendingInvitation { get; init; }

    /// <summary>When the account ended; null while it lives.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>After the end: nothing of the person is left elsewhere either.</summary>
    public bool IsErased { get; init; }

    /// <summary>Made with an identity of another service: a person's account also while it has no password.</summary>
    public bool IsExternal { get; init; }

    /// <summary>What has become of the handle.</summary>
    public AccountPhase Phase =>
        DeletedAt is not null ? (IsErased ? AccountPhase.Gone : AccountPhase.Leaving)
        : PendingInvitation is not null ? AccountPhase.Pending
        : UserId.Value.Length > 0 ? AccountPhase.Live
        : AccountPhase.Vacant;

    /// <summary>True while somebody can sign in.</summary>
    public bool IsLive => Phase == AccountPhase.Live;

    /// <summary>The account's owner as the account knows them; their profile may have another name by now.</summary>
    public Person Person => new(UserId, Handle, DisplayName);

    /// <summary>The seat that a newcomer asks for; null unless one does.</summary>
    public ClaimedInvitation? Claim => PendingInvitation is { } key ? new ClaimedInvitation(key, UserId) : null;

    /// <summary>A handle that nobody has.</summary>
    public static Account Vacant(string handle) => new() { Handle = handle };

    /// <summary>Begins an account that a password will open. It has no way in until <see cref="JoinWithPassword"/>.</summary>
    public AccountDecision SignUp(string password, Newcomer newcomer, AccountOptions options, DateTimeOffset now)
    {
        var displayName = AccountRules.TidyName(newcomer.DisplayName);
        return AccountRules.CheckSignUp(Handle, password, displayName) is { } rejection
            ? Refuse(rejection)
            : Begin(newcomer, displayName, options, now);
    }

    /// <summary>
    /// Begins an account that an identity elsewhere will open. It has no way in until <see cref="JoinExternally"/>.
    /// </summary>
    public AccountDecision SignUpExternally(Newcomer newcomer, AccountOptions options, DateTimeOffset now)
    {
        var displayName = AccountRules.TidyName(newcomer.DisplayName);
        return AccountRules.CheckExternalSignUp(Handle, displayName) is { } rejection
            ? Refuse(rejection)
            : Begin(newcomer, displayName, options, now);
    }

    /// <summary>The newcomer has a seat, or needs none: from now on the password opens the account.</summary>
    public AccountDecision JoinWithPassword(string passwordHash) =>
        this with { PasswordHash = passwordHash, PendingInvitation = null };

    /// <summary>The newcomer has a seat, or needs none: from now on the linked identity opens the account.</summary>
    /// <param name="linkRefused">Why the identity could not be linked; null if it is.</param>
    public AccountDecision JoinExternally(AccountRejection? linkRefused) => linkRefused is { } rejection
        ? Refuse(rejection)
        : this with { IsExternal = true, PendingInvitation = null };

    /// <summary>
    /// Lets a synthetic user in, whose account is made on first use. It has no password, so nobody can sign in to it.
    /// </summary>
    /// <param name="displayName">As typed.</param>
    /// <param name="newId">The id of the user if the handle is vacant.</param>
    /// <param name="now">The time.</param>
    public AccountDecision Mint(string displayName, UserId newId, DateTimeOffset now)
    {
        displayName = AccountRules.TidyName(displayName);
        return AccountRules.CheckMint(Handle, displayName) is { } rejection ? Refuse(rejection)
            : Phase == AccountPhase.Vacant ? this with { UserId = newId, DisplayName = displayName, CreatedAt = now }
            : IsLive && PasswordHash is null && !IsExternal ? this
            : Refuse(AccountRejection.HandleTaken);
    }

    /// <summary>What to compute before <see cref="VerifyPassword"/>.</summary>
    public PasswordCheck CheckFor(DateTimeOffset now) =>
        !IsLive || PasswordHash is null ? PasswordCheck.SpendTime
        : Lockout.IsLocked(now) ? PasswordCheck.Nothing
        : PasswordCheck.Compare;

    /// <summary>
    /// Decides about a password, whatever it is entered for. A wrong one is counted; a right one ends the count.
    /// </summary>
    /// <param name="matches">The outcome of <see cref="PasswordCheck.Compare"/>; false for the other two.</param>
    /// <param name="now">The time.</param>
    public AccountDecision VerifyPassword(bool matches, DateTimeOffset now) => CheckFor(now) switch
    {
        PasswordCheck.SpendTime => Refuse(AccountRejection.CredentialsWrong),
        PasswordCheck.Nothing => Refuse(AccountRejection.LockedOut),
        PasswordCheck.Compare when matches => Lockout == Lockout.None ? this : this with { Lockout = Lockout.None },
        PasswordCheck.Compare =>
            AccountDecision.Refuse(this with { Lockout = Lockout.Fail(now) }, AccountRejection.CredentialsWrong),
    };

    /// <summary>
    /// Why the account does nothing for this user, or null: a handle may have changed hands since the user's token was made.
    /// </summary>
    public AccountRejection? CheckActor(UserId actor) => IsLive && UserId == actor ? null : AccountRejection.CredentialsWrong;

    /// <summary>
    /// Why the user cannot have this password, or null. Whether the user proved who they are is not asked here.
    /// </summary>
    public AccountRejection? CheckNewPassword(UserId actor, string newPassword) =>
        AccountRules.IsPassword(newPassword) ? CheckActor(actor) : AccountRejection.PasswordInvalid;

    /// <summary>
    /// The account with another password, or its first one. Sessions other than the one that asks are to be ended.
    /// </summary>
    public Account WithPassword(string passwordHash) => this with { PasswordHash = passwordHash };

    /// <summary>Why a proven identity opens nothing here, or null.</summary>
    /// <param name="linkedTo">The user whose account the identity is linked to; null if it is linked to none.</param>
    public AccountRejection? CheckIdentity(UserId? linkedTo) => linkedTo == UserId ? null : AccountRejection.CredentialsWrong;

    /// <summary>Why the identity of an issuer must stay linked, or null: the last way in stays.</summary>
    public AccountRejection? CheckUnlink(UserId actor, string issuer, IEnumerable<LinkedIdentity> linked) =>
        CheckActor(actor) is { } rejection ? rejection
        : PasswordHash is null && linked.All(identity => identity.Identity.Issuer == issuer) ? AccountRejection.LastCredential
        : null;

    /// <summary>
    /// What becomes of a session whose refresh token is presented to this account. A used token ends the session: somebody has a
    /// copy.
    /// </summary>
    /// <param name="session">The session that the token names; null if the account's owner has no such session.</param>
    /// <param name="token">The token.</param>
    /// <param name="isSuspended">True if the owner may not sign in now.</param>
    /// <param name="now">The time.</param>
    public RefreshVerdict JudgeRefresh(AccountSession? session, RefreshToken token, bool isSuspended, DateTimeOffset now) =>
        IsLive && session is not null ? session.Judge(token, isSuspended, now) : RefreshVerdict.Refuse;

    /// <summary>
    /// Ends the account. From then on nobody can sign in; the rest goes afterwards, which may take more than one try. A deletion
    /// that goes on changes nothing and asks for no proof: no way in is left to prove anything with, and the first try was
    /// proven.
    /// </summary>
    public AccountDecision Delete(UserId actor, DateTimeOffset now) =>
        Phase == AccountPhase.Leaving && UserId == actor ? this
        : CheckActor(actor) is { } rejection ? Refuse(rejection)
        : new Account { Handle = Handle, UserId = UserId, DeletedAt = now };

    /// <summary>
    /// The account after everything about the person is erased: somebody had the handle, and since when nobody has.
    /// </summary>
    public Account Erased() => new() { Handle = Handle, DeletedAt = DeletedAt, IsErased = true };

    /// <summary>The handle and the phase; never the hash.</summary>
    public override string ToString() => $"{Handle} ({Phase})";

    private AccountDecision Begin(Newcomer newcomer, string displayName, AccountOptions options, DateTimeOffset now)
    {
        if (IsTaken(options, now))
        {
            return Refuse(AccountRejection.HandleTaken);
        }

        if (AccountRules.CheckAdmission(options.SignUpPolicy, newcomer.InvitationKey is not null) is { } rejection)
        {
            return Refuse(rejection);
        }

        // The same newcomer tries again: the seat may be theirs already.
        var isRetry = Claim is not null && Claim.Key == newcomer.InvitationKey;
        var begun = new Account
        {
            Handle = Handle,
            UserId = isRetry ? UserId : newcomer.Id,
            DisplayName = displayName,
            CreatedAt = now,
            PendingInvitation = newcomer.InvitationKey,
        };
        return AccountDecision.Accept(begun, returned: isRetry ? null : Claim, erasesFirst: Phase == AccountPhase.Leaving);
    }

    // A pending account belongs to nobody yet. A deleted one rests, so that nobody is taken for the person who left.
    private bool IsTaken(AccountOptions options, DateTimeOffset now) => Phase switch
    {
        AccountPhase.Vacant or AccountPhase.Pending => false,
        AccountPhase.Live => true,
        AccountPhase.Leaving or AccountPhase.Gone => now < DeletedAt + options.HandleRest,
    };

    private AccountDecision Refuse(AccountRejection rejection) => AccountDecision.Refuse(this, rejection);
}
