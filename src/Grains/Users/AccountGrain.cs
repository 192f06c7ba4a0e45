using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Invitations;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Users;
using AudioRooms.Grains.Invitations;
using AudioRooms.Grains.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace AudioRooms.Grains.Users;

/// <summary>The shell around <see cref="Account"/>: decide, save, swap, tell. It takes one call at a time. This makes handles
/// unique, and keeps a sign-in with the old password from opening a session after the password was changed. Passwords are hashed
/// and compared here and not in the rules, because that is slow.</summary>
internal sealed class AccountGrain(
    [PersistentState("account")] IPersistentState<AccountState> stored,
    IPasswordHasher<AccountState> hasher,
    AccountSessions sessions,
    IdentityTable identities,
    Admission admission,
    PersonalRecords records,
    IOptions<AccountOptions> options,
    [ProductClock] TimeProvider time) : Grain, IAccountGrain
{
    private static readonly JsonSerializerOptions ExportFormat = new() { WriteIndented = true };

    private readonly AccountOptions options = options.Value;
    private readonly RecentRenewals renewals = new();
    private Account account = null!;

    private DateTimeOffset Now => time.GetUtcNow();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var handle = this.GetPrimaryKeyString();
        account = stored.RecordExists ? stored.State.ToAccount(handle) : Account.Vacant(handle);
        return Task.CompletedTask;
    }

    public Task<AccountReply> SignUpAsync(string password, string displayName, string? invitationKey) => JoinAsync(
        account.SignUp(password, NewcomerOf(displayName, invitationKey), options, Now),
        begun => Task.FromResult(begun.JoinWithPassword(Hash(password))));

    // The gateway has checked the proof; the account decides whether the identity is linked to it.
    public Task<AccountReply> SignUpExternallyAsync(ExternalProof proof, string displayName, string? invitationKey) => JoinAsync(
        account.SignUpExternally(NewcomerOf(displayName, invitationKey), options, Now),
        async begun => begun.JoinExternally(await identities.LinkAsync(proof, begun.UserId, begun.Handle, Now)));

    public async Task<AccountReply> SignInAsync(string password) =>
        await VerifyPasswordAsync(password) is { } rejection ? rejection : await sessions.OpenAsync(account);

    public async Task<AccountReply> SignInExternallyAsync(UserId user, ExternalProof proof) =>
        account.CheckActor(user) is { } rejection ? rejection
        : await CheckProofAsync(proof) is { } unproven ? unproven
        : await sessions.OpenAsync(account);

    public async Task<AccountReply> MintAsync(string displayName)
    {
        var decision = account.Mint(displayName, new UserId(Identifiers.NewId()), Now);
        await CommitAsync(decision.Next);
        return decision.Rejection is { } rejection ? rejection : await sessions.OpenSyntheticAsync(account);
    }

    public Task<AccountReply> RefreshAsync(string refreshToken) => sessions.RefreshAsync(account, refreshToken, renewals);

    public Task<AccountReply> FindSessionAsync(string refreshToken) => sessions.FindAsync(account, refreshToken);

    public async Task<IReadOnlyList<OpenSession>> ListSessionsAsync(UserId actor) =>
        account.CheckActor(actor) is null ? await sessions.ListAsync(actor) : [];

    public Task<Person?> FindPersonAsync() => Task.FromResult(account.IsLive ? account.Person : null);

    public Task SignOutAsync(UserId actor, string sessionId) => sessions.EndAsync(actor, sessionId);

    public Task SignOutEverywhereAsync(UserId actor) => sessions.EndAllAsync(actor);

    public async Task<AccountReply> ChangePasswordAsync(UserId actor, string sessionId, string oldPassword, string newPassword) =>
        account.CheckNewPassword(actor, newPassword) is { } rejection ? rejection
        : await VerifyPasswordAsync(oldPassword) is { } unproven ? unproven
        : await StorePasswordAsync(sessionId, newPassword);

    public async Task<AccountReply> SetPasswordAsync(UserId actor, string sessionId, ExternalProof proof, string newPassword) =>
        account.CheckNewPassword(actor, newPassword) is { } rejection ? rejection
        : await CheckProofAsync(proof) is { } unproven ? unproven
        : await StorePasswordAsync(sessionId, newPassword);

    public async Task<AccountReply> LinkAsync(UserId actor, ExternalProof proof) =>
        account.CheckActor(actor) is { } rejection ? rejection
        : await identities.LinkAsync(proof, account.UserId, account.Handle, Now) is { } unlinked ? unlinked
        : account.Person;

    public async Task<AccountReply> UnlinkAsync(UserId actor, string issuer)
    {
        if (account.CheckUnlink(actor, issuer, await identities.ListAsync(actor)) is { } rejection)
        {
            return rejection;
        }

        await identities.UnlinkAsync(actor, issuer);
        return account.Person;
    }

    public Task<IReadOnlyList<LinkedIdentity>> ListLinkedAsync(UserId actor) => identities.ListAsync(actor);

    public Task<AccountReply> DeleteAsync(UserId actor, string password) =>
        DeleteAsync(actor, () => VerifyPasswordAsync(password));

    public Task<AccountReply> DeleteExternallyAsync(UserId actor, ExternalProof proof) =>
        DeleteAsync(actor, () => CheckProofAsync(proof));

    public async Task<string?> ExportAsync(UserId actor)
    {
        if (account.CheckActor(actor) is not null)
        {
            return null;
        }

        var export = new JsonObject { ["account"] = stored.State.ToExport(account.Handle) };
        await records.ExportAsync(actor, export);
        return export.ToJsonString(ExportFormat);
    }

    // The password or identity is added last, so nobody can sign in before the account is complete.
    private async Task<AccountReply> JoinAsync(AccountDecision decision, Func<Account, Task<AccountDecision>> addWayInAsync)
    {
        if (decision.Rejection is { } refused)
        {
            return refused;
        }

        await PrepareAsync(decision);
        var begun = decision.Next;
        var inviter = default(string);
        if (begun.Claim is { } claim)
        {
            // Stored before the invitation is used, so that a crash in between loses neither the invitation nor the newcomer.
            await CommitAsync(begun);
            var admitted = await admission.AcceptAsync(claim.Key, claim.Newcomer);
            if (!admitted.IsAccepted)
            {
                return await RejectAsync(claim, AccountRejection.InvitationInvalid);
            }

            inviter = admitted.Inviter;
        }

        var joined = await addWayInAsync(begun);
        if (joined.Rejection is { } noWayIn)
        {
            return await RejectAsync(begun.Claim, noWayIn);
        }

        await GrainFactory.GetGrain<IInvitationLedgerGrain>(begun.UserId.Value).OpenAsync(inviter);
        await CommitAsync(joined.Next);
        return await sessions.OpenAsync(account);
    }

    // Removes what earlier owners of the handle left behind: data of a person whose deletion was interrupted, and the invitation
    // of a newcomer who did not come back.
    private async Task PrepareAsync(AccountDecision decision)
    {
        if (decision.ErasesFirst)
        {
            await EraseAsync();
        }

        if (decision.Returned is { } seat)
        {
            await admission.ReleaseAsync(seat.Key, seat.Newcomer);
        }
    }

    // Without an invitation nothing about the newcomer is stored yet.
    private async Task<AccountReply> RejectAsync(ClaimedInvitation? claim, AccountRejection rejection)
    {
        if (claim is not null)
        {
            await admission.ReleaseAsync(claim.Key, claim.Newcomer);
            await CommitAsync(Account.Vacant(account.Handle));
        }

        return rejection;
    }

    private async Task<AccountReply> DeleteAsync(UserId actor, Func<Task<AccountRejection?>> proveAsync)
    {
        var decision = account.Delete(actor, Now);
        if (decision.Rejection is { } refused)
        {
            return refused;
        }

        if (decision.Next != account && await proveAsync() is { } unproven)
        {
            return unproven;
        }

        await CommitAsync(decision.Next);
        return await EraseAsync();
    }

    private async Task<AccountReply> EraseAsync()
    {
        var gone = account.Person;
        await records.EraseAsync(gone.Id);
        await CommitAsync(account.Erased());
        return gone;
    }

    private async Task<AccountRejection?> VerifyPasswordAsync(string password)
    {
        var decision = account.VerifyPassword(Matches(password), Now);
        await CommitAsync(decision.Next);
        return decision.Rejection;
    }

    private bool Matches(string password)
    {
        switch (account.CheckFor(Now))
        {
            case PasswordCheck.Compare:
                return hasher.VerifyHashedPassword(stored.State, account.PasswordHash!, password)
                    != PasswordVerificationResult.Failed;
            case PasswordCheck.SpendTime:
                Hash(password);
                return false;
            case PasswordCheck.Nothing:
                return false;
            default:
                throw new UnreachableException();
        }
    }

    private async Task<AccountRejection?> CheckProofAsync(ExternalProof proof) =>
        account.CheckIdentity((await identities.FindAsync(proof.Identity))?.User) ?? await identities.SpendAsync(proof, Now);

    private async Task<AccountReply> StorePasswordAsync(string sessionId, string newPassword)
    {
        await CommitAsync(account.WithPassword(Hash(newPassword)));
        await sessions.EndAllAsync(account.UserId, exceptSessionId: sessionId);
        return account.Person;
    }

    private string Hash(string password) => hasher.HashPassword(stored.State, password);

    private static Newcomer NewcomerOf(string displayName, string? invitationKey) =>
        new(new UserId(Identifiers.NewId()), displayName, invitationKey);

    private async Task CommitAsync(Account next)
    {
        if (next == account)
        {
            return;
        }

        try
        {
            if (next.Phase == AccountPhase.Vacant)
            {
                await stored.ClearStateAsync();
            }
            else
            {
                stored.State = AccountState.Of(next);
                await stored.WriteStateAsync();
            }
        }
        catch (Exception exception)
        {
            // The change may be stored or not. The next activation reads it again.
            DeactivateOnIdle();
            if (StorageFullException.IsCauseOf(exception))
            {
                throw new StorageFullException(exception);
            }

            throw;
        }

        account = next;
    }
}
