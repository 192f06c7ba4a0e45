using AudioRooms.Contracts;
using AudioRooms.Contracts.Invitations;
using AudioRooms.Contracts.Social;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Users;
using AudioRooms.Grains.Invitations;
using AudioRooms.Grains.Storage;
using AudioRooms.Protocol.Bounds;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AudioRooms.Grains.Users;

/// <summary>
/// The account behind a handle. Its turn order is what makes handles unique, and what keeps a sign-in with the old password from
/// opening a session after the password has changed.
/// </summary>
internal sealed partial class AccountGrain(
    [PersistentState("account")] IPersistentState<AccountState> account,
    IPasswordHasher<AccountState> hasher,
    SessionStore sessions,
    IdentityTable identities,
    Admission admission,
    IEnumerable<IPersonalData> personalData,
    IOptions<AccountOptions> options,
    [ProductClock] TimeProvider time,
    ILogger<AccountGrain> logger) : Grain, IAccountGrain
{
    /// <summary>A minted token is not renewed; longer than the longest access token.</summary>
    private static readonly TimeSpan SyntheticSessionLife = TimeSpan.FromDays(1);

    private readonly AccountOptions options = options.Value;

    private string Handle => this.GetPrimaryKeyString();

    private UserId UserId => new(account.State.UserId);

    private Person Person => new(UserId, Handle, account.State.DisplayName);

    private bool IsLive => account is { RecordExists: true, State: { PendingInvitation: null, DeletedAt: null } };

    // A pending account belongs to nobody yet; a deleted one rests for a while.
    private bool IsHandleTaken => account.RecordExists && account.State.PendingInvitation is null
        && (account.State.DeletedAt is not { } deletedAt || time.GetUtcNow() < deletedAt + options.HandleRest);

    public async Task<AccountReply> SignUpAsync(string password, string displayName, string? invitationKey)
    {
        displayName = AccountRules.TidyName(displayName);
        return AccountRules.CheckSignUp(Handle, password, displayName) is { } rejection
            ? rejection
            : await MakeAsync(displayName, invitationKey, made =>
            {
                made.PasswordHash = hasher.HashPassword(made, password);
                return Task.FromResult<AccountRejection?>(null);
            });
    }

    // The way in is added last: until then nobody can sign in to what is being made.
    private async Task<AccountReply> MakeAsync(
        string displayName, string? invitationKey, Func<AccountState, Task<AccountRejection?>> addWayInAsync)
    {
        if (IsHandleTaken)
        {
            return AccountRejection.HandleTaken;
        }

        if (AccountRules.CheckAdmission(options.SignUpPolicy, invitationKey is not null) is { } notAdmitted)
        {
            return notAdmitted;
        }

        var made = await BeginAsync(displayName, invitationKey);
        var inviter = default(string);
        if (invitationKey is not null)
        {
            var admitted = await admission.AcceptAsync(invitationKey, new UserId(made.UserId));
            if (!admitted.IsAccepted)
            {
                await GiveUpAsync(made, invitationKey);
                return AccountRejection.InvitationInvalid;
            }

            inviter = admitted.Inviter;
        }

        if (await addWayInAsync(made) is { } rejection)
        {
            await GiveUpAsync(made, invitationKey);
            return rejection;
        }

        await GrainFactory.GetGrain<IInvitationLedgerGrain>(made.UserId).OpenAsync(inviter);
        made.PendingInvitation = null;
        await SaveAsync(made);
        return await OpenSessionAsync();
    }

    public async Task<AccountReply> SignInAsync(string password) =>
        await CheckPasswordAsync(password) is { } rejection ? rejection : await OpenSessionAsync();

    public async Task<AccountReply> MintAsync(string displayName)
    {
        displayName = AccountRules.TidyName(displayName);
        if (AccountRules.CheckMint(Handle, displayName) is { } rejection)
        {
            return rejection;
        }

        if (!account.RecordExists)
        {
            await SaveAsync(new AccountState
            {
                UserId = Identifiers.NewId(), DisplayName = displayName, CreatedAt = time.GetUtcNow(),
            });
        }

        return IsLive && account.State is { PasswordHash: null, IsExternal: false } ? await OpenSyntheticSessionAsync() : AccountRejection.HandleTaken;
    }

    public async Task<AccountReply> ChangePasswordAsync(UserId actor, string sessionId, string oldPassword, string newPassword)
    {
        if (!AccountRules.IsPassword(newPassword))
        {
            return AccountRejection.PasswordInvalid;
        }

        if (!IsOf(actor))
        {
            return AccountRejection.CredentialsWrong;
        }

        if (await CheckPasswordAsync(oldPassword) is { } rejection)
        {
            return rejection;
        }

        return await StorePasswordAsync(sessionId, newPassword);
    }

    private async Task<AccountReply> StorePasswordAsync(string sessionId, string newPassword)
    {
        account.State.PasswordHash = hasher.HashPassword(account.State, newPassword);
        await SaveAsync(account.State);
        await sessions.RevokeAllAsync(UserId, time.GetUtcNow(), exceptSessionId: sessionId);
        return Person;
    }

    // What the account is made of, so far without a password: nobody can sign in to it.
    private async Task<AccountState> BeginAsync(string displayName, string? invitationKey)
    {
        if (account.State is { DeletedAt: not null, IsErased: false })
        {
            // Whoever had the handle before left while something was down.
            await EraseAsync();
        }

        var userId = Identifiers.NewId();
        if (account.State.PendingInvitation is { } pending)
        {
            if (pending == invitationKey)
            {
                // The same newcomer tries again: the seat may be theirs already.
                userId = account.State.UserId;
            }
            else
            {
                await admission.ReleaseAsync(pending, UserId);
            }
        }

        var made = new AccountState
        {
            UserId = userId, DisplayName = displayName, CreatedAt = time.GetUtcNow(), PendingInvitation = invitationKey,
        };
        if (invitationKey is not null)
        {
            await SaveAsync(made);
        }

        return made;
    }

    // Without an invitation nothing of it is stored yet.
    private async Task GiveUpAsync(AccountState made, string? invitationKey)
    {
        if (invitationKey is not null)
        {
            await admission.ReleaseAsync(invitationKey, new UserId(made.UserId));
            await account.ClearStateAsync();
        }
    }

    // Wrong passwords are counted, whatever they are for.
    private async Task<AccountRejection?> CheckPasswordAsync(string password)
    {
        if (!IsLive || account.State.PasswordHash is not { } hash)
        {
            // As slow as a wrong password, so that the time does not tell whether the handle exists.
            hasher.HashPassword(new AccountState(), password);
            return AccountRejection.CredentialsWrong;
        }

        var now = time.GetUtcNow();
        if (account.State.LockedUntil > now)
        {
            return AccountRejection.LockedOut;
        }

        if (hasher.VerifyHashedPassword(account.State, hash, password) == PasswordVerificationResult.Failed)
        {
            account.State.Failures++;
            if (account.State.Failures >= AccountBounds.WrongPasswordsMax)
            {
                account.State.Failures = 0;
                account.State.LockedUntil = now + AccountBounds.LockoutTime;
            }

            await SaveAsync(account.State);
            return AccountRejection.CredentialsWrong;
        }

        if (account.State.Failures > 0 || account.State.LockedUntil is not null)
        {
            account.State.Failures = 0;
            account.State.LockedUntil = null;
            await SaveAsync(account.State);
        }

        return null;
    }

    /// <summary>
    /// The person as their profile has them. Made if it is missing: a crash may have come between the account and the profile.
    /// </summary>
    private async Task<Person> IntroduceAsync()
    {
        var user = GrainFactory.GetGrain<IUserGrain>(account.State.UserId);
        if (await user.GetPersonAsync() is { } known)
        {
            return known;
        }

        var person = Person;
        await user.IntroduceAsync(person);
        return person;
    }

    private bool IsOf(UserId actor) => IsLive && UserId == actor;

    private async Task SaveAsync(AccountState state)
    {
        account.State = state;
        try
        {
            await account.WriteStateAsync();
        }
        catch (Exception exception)
        {
            // It may be stored or not: whoever comes next reads anew.
            DeactivateOnIdle();
            if (StorageFullException.IsCauseOf(exception))
            {
                throw new StorageFullException(exception);
            }

            throw;
        }
    }
}
