using AudioRooms.Contracts;
using AudioRooms.Contracts.Social;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Users;
using Microsoft.AspNetCore.Identity;

namespace AudioRooms.Grains.Users;

/// <summary>The account behind a handle. Its turn order is what makes handles unique.</summary>
internal sealed class AccountGrain(
    [PersistentState("account")] IPersistentState<AccountState> account,
    IPasswordHasher<AccountState> hasher,
    TimeProvider time) : Grain, IAccountGrain
{
    private string Handle => this.GetPrimaryKeyString();

    private Person Person => new(new UserId(account.State.UserId), Handle, account.State.DisplayName);

    public async Task<AccountReply> SignUpAsync(string password, string displayName)
    {
        displayName = displayName.Trim();
        if (AccountRules.CheckSignUp(Handle, password, displayName) is { } rejection)
        {
            return rejection;
        }

        if (account.RecordExists)
        {
            return AccountRejection.HandleTaken;
        }

        return await MakeAsync(displayName, hasher.HashPassword(account.State, password));
    }

    public async Task<AccountReply> SignInAsync(string password)
    {
        if (!account.RecordExists || account.State.PasswordHash is not { } hash)
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
            if (account.State.Failures >= AccountRules.FailuresMax)
            {
                account.State.Failures = 0;
                account.State.LockedUntil = now + AccountRules.LockoutTime;
            }

            await account.WriteStateAsync();
            return AccountRejection.CredentialsWrong;
        }

        if (account.State.Failures > 0 || account.State.LockedUntil is not null)
        {
            account.State.Failures = 0;
            account.State.LockedUntil = null;
            await account.WriteStateAsync();
        }

        return await IntroduceAsync();
    }

    public async Task<AccountReply> MintAsync(string displayName)
    {
        displayName = displayName.Trim();
        if (AccountRules.CheckMint(Handle, displayName) is { } rejection)
        {
            return rejection;
        }

        if (account.RecordExists)
        {
            return account.State.PasswordHash is null ? await IntroduceAsync() : AccountRejection.HandleTaken;
        }

        return await MakeAsync(displayName, passwordHash: null);
    }

    private async Task<AccountReply> MakeAsync(string displayName, string? passwordHash)
    {
        account.State.UserId = Identifiers.NewId();
        account.State.DisplayName = displayName;
        account.State.PasswordHash = passwordHash;
        await account.WriteStateAsync();
        return await IntroduceAsync();
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
}
