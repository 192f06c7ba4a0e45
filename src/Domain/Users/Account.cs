using AudioRooms.Contracts.Users;

namespace AudioRooms.Domain.Users;

/// <summary>The rules of the account behind one handle, as a value: a command returns an <see cref="AccountDecision"/> and
/// changes nothing. The caller does the slow work, hashing and comparing passwords, and passes the result in. Sessions are stored
/// as rows of their own; their rules are in <see cref="AccountSession"/> and <see cref="IssuedSession"/>.</summary>
public sealed record Account
{
    /// <summary>2 to 30 of a-z, 0-9 and "_".</summary>
    public required string Handle { get; init; }

    /// <summary>Never changes; empty while the handle is vacant, and after the person's data is erased.</summary>
    public UserId UserId { get; init; } = new(string.Empty);

    /// <summary>As the person typed it at sign-up, without surrounding white space and in normal form.</summary>
    public string DisplayName { get; init; } = string.Empty;

    /// <summary>Null if the account has no password.</summary>
    public string? PasswordHash { get; init; }

    /// <summary>Wrong passwords so far.</summary>
    public Lockout Lockout { get; init; } = Lockout.None;

    /// <summary>When the sign-up began.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Key of the invitation that the newcomer uses; null once the account is complete.</summary>
    public string? PendingInvitation { get; init; }

    /// <summary>When the account was deleted; null until then.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>True after a deletion once no data about the person is left elsewhere.</summary>
    public bool IsErased { get; init; }

    /// <summary>True if the account was created with an external identity. It is then a person's account even without a
    /// password.</summary>
    public bool IsExternal { get; init; }

    /// <summary>The state of the handle.</summary>
    public AccountPhase Phase =>
        DeletedAt is not null ? (IsErased ? AccountPhase.Gone : AccountPhase.Leaving)
        : PendingInvitation is not null ? AccountPhase.Pending
        : UserId.Value.Length > 0 ? AccountPhase.Live
        : AccountPhase.Vacant;

    /// <summary>True while the owner can sign in.</summary>
    public bool IsLive => Phase == AccountPhase.Live;

    /// <summary>The owner, with the display name of the sign-up; the profile may have another one by now.</summary>
    public Person Person => new(UserId, Handle, DisplayName);

    /// <summary>The invitation that a pending newcomer uses; null otherwise.</summary>
    public ClaimedInvitation? Claim => PendingInvitation is { } key ? new ClaimedInvitation(key, UserId) : null;

    /// <summary>The account of a free handle.</summary>
    public static Account Vacant(string handle) => new() { Handle = handle };

    /// <summary>Begins an account with a password. Nobody can sign in until <see cref="JoinWithPassword"/>.</summary>
    public AccountDecision SignUp(string password, Newcomer newcomer, AccountOptions options, DateTimeOffset now)
    {
        var displayName = AccountRules.TidyName(newcomer.DisplayName);
        return AccountRules.CheckSignUp(Handle, password, displayName) is { } rejection
            ? Refuse(rejection)
            : Begin(newcomer, displayName, options, now);
    }

    /// <summary>Begins an account with an external identity. Nobody can sign in until <see cref="JoinExternally"/>.</summary>
    public AccountDecision SignUpExternally(Newcomer newcomer, AccountOptions options, DateTimeOffset now)
    {
        var displayName = AccountRules.TidyName(newcomer.DisplayName);
        return AccountRules.CheckExternalSignUp(Handle, displayName) is { } rejection
            ? Refuse(rejection)
            : Begin(newcomer, displayName, options, now);
    }

    /// <summary>Completes a sign-up after the invitation was accepted or if none is needed: the password opens the
    /// account.</summary>
    public AccountDecision JoinWithPassword(string passwordHash) =>
        this with { PasswordHash = passwordHash, PendingInvitation = null };

    /// <summary>Completes a sign-up after the invitation was accepted or if none is needed: the linked identity opens the
    /// account.</summary>
    /// <param name="linkRefused">Why the identity could not be linked; null if it is linked.</param>
    public AccountDecision JoinExternally(AccountRejection? linkRefused) => linkRefused is { } rejection
        ? Refuse(rejection)
        : this with { IsExternal = true, PendingInvitation = null };

    /// <summary>Admits a synthetic user, and creates the account on first use. It has no password, so nobody can sign in to
    /// it.</summary>
    /// <param name="displayName">As typed.</param>
    /// <param name="newId">The user's id if the handle is vacant.</param>
    public AccountDecision Mint(string displayName, UserId newId, DateTimeOffset now)
    {
        displayName = AccountRules.TidyName(displayName);
        return AccountRules.CheckMint(Handle, displayName) is { } rejection ? Refuse(rejection)
            : Phase == AccountPhase.Vacant ? this with { UserId = newId, DisplayName = displayName, CreatedAt = now }
            : IsLive && PasswordHash is null && !IsExternal ? this
            : Refuse(AccountRejection.HandleTaken);
    }

    /// <summary>What the caller must compute before <see cref="VerifyPassword"/>.</summary>
    public PasswordCheck CheckFor(DateTimeOffset now) =>
        !IsLive || PasswordHash is null ? PasswordCheck.SpendTime
        : Lockout.IsLocked(now) ? PasswordCheck.Nothing
        : PasswordCheck.Compare;

    /// <summary>Decides about a password. A wrong one is counted; a right one resets the count.</summary>
    /// <param name="matches">The result of <see cref="PasswordCheck.Compare"/>; false for the other two.</param>
    public AccountDecision VerifyPassword(bool matches, DateTimeOffset now) => CheckFor(now) switch
    {
        PasswordCheck.SpendTime => Refuse(AccountRejection.CredentialsWrong),
        PasswordCheck.Nothing => Refuse(AccountRejection.LockedOut),
        PasswordCheck.Compare when matches => Lockout == Lockout.None ? this : this with { Lockout = Lockout.None },
        PasswordCheck.Compare =>
            AccountDecision.Refuse(this with { Lockout = Lockout.Fail(now) }, AccountRejection.CredentialsWrong),
    };

    /// <summary>The reason why the account refuses this user, or null. The handle may have passed to another user since the
    /// user's token was made.</summary>
    public AccountRejection? CheckActor(UserId actor) => IsLive && UserId == actor ? null : AccountRejection.CredentialsWrong;

    /// <summary>The reason why the user cannot set this password, or null. The caller checks the user's proof.</summary>
    public AccountRejection? CheckNewPassword(UserId actor, string newPassword) =>
        AccountRules.IsPassword(newPassword) ? CheckActor(actor) : AccountRejection.PasswordInvalid;

    /// <summary>The account with a new password. The caller ends every session except the calling one.</summary>
    public Account WithPassword(string passwordHash) => this with { PasswordHash = passwordHash };

    /// <summary>The reason why a proven identity does not open this account, or null.</summary>
    /// <param name="linkedTo">The user that the identity is linked to; null for none.</param>
    public AccountRejection? CheckIdentity(UserId? linkedTo) => linkedTo == UserId ? null : AccountRejection.CredentialsWrong;

    /// <summary>The reason why the identity of an issuer cannot be unlinked, or null. An account keeps its last way to sign
    /// in.</summary>
    public AccountRejection? CheckUnlink(UserId actor, string issuer, IEnumerable<LinkedIdentity> linked) =>
        CheckActor(actor) is { } rejection ? rejection
        : PasswordHash is null && linked.All(identity => identity.Identity.Issuer == issuer) ? AccountRejection.LastCredential
        : null;

    /// <summary>The verdict on a session whose refresh token is presented to this account. A used token ends the session, because
    /// a second copy of it is in use.</summary>
    /// <param name="session">The session that the token names; null if the owner has no such session.</param>
    /// <param name="isSuspended">True if the owner's account is suspended.</param>
    public RefreshVerdict JudgeRefresh(AccountSession? session, RefreshToken token, bool isSuspended, DateTimeOffset now) =>
        IsLive && session is not null ? session.Judge(token, isSuspended, now) : RefreshVerdict.Refuse;

    /// <summary>Deletes the account. Nobody can sign in any more; the data elsewhere is erased afterwards, which may take several
    /// attempts. A further attempt needs no proof and changes nothing here: the first one was proven, and no way to sign in is
    /// left to prove anything with.</summary>
    public AccountDecision Delete(UserId actor, DateTimeOffset now) =>
        Phase == AccountPhase.Leaving && UserId == actor ? this
        : CheckActor(actor) is { } rejection ? Refuse(rejection)
        : new Account { Handle = Handle, UserId = UserId, DeletedAt = now };

    /// <summary>The account after all data about the person is erased. It keeps only that the handle was used, and when it became
    /// free.</summary>
    public Account Erased() => new() { Handle = Handle, DeletedAt = DeletedAt, IsErased = true };

    /// <summary>The handle and the phase, without the hash.</summary>
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

        // The same newcomer tries again and may have the invitation's place already.
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

    // A pending account belongs to nobody yet. The handle of a deleted account stays unavailable for a while, so that nobody
    // passes for the former owner.
    private bool IsTaken(AccountOptions options, DateTimeOffset now) => Phase switch
    {
        AccountPhase.Vacant or AccountPhase.Pending => false,
        AccountPhase.Live => true,
        AccountPhase.Leaving or AccountPhase.Gone => now < DeletedAt + options.HandleRest,
    };

    private AccountDecision Refuse(AccountRejection rejection) => AccountDecision.Refuse(this, rejection);
}
