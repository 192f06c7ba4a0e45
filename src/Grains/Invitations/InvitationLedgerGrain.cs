using AudioRooms.Contracts;
using AudioRooms.Contracts.Invitations;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Invitations;
using AudioRooms.Grains.Storage;
using AudioRooms.Protocol.Bounds;
using Microsoft.Extensions.Options;

namespace AudioRooms.Grains.Invitations;

/// <summary>The shell around <see cref="InvitationLedger"/>: decide, save, swap. The grain takes one call at a time, so one
/// invitation admits one newcomer.</summary>
internal sealed class InvitationLedgerGrain(
    [PersistentState("invitations")] IPersistentState<InvitationLedgerState> stored,
    InvitationKeys keys,
    IOptions<InvitationOptions> options,
    [ProductClock] TimeProvider time) : Grain, IInvitationLedgerGrain
{
    private readonly InvitationOptions options = options.Value;
    private InvitationLedger ledger = InvitationLedger.Closed;

    private string Key => this.GetPrimaryKeyString();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        ledger = stored.RecordExists ? stored.State.ToLedger() : InvitationLedger.Closed;
        return Task.CompletedTask;
    }

    public Task OpenAsync(string? inviter) => CommitAsync(ledger.Open(inviter, options));

    public async Task<InvitationReply<InvitationView>> IssueAsync(string key, InvitationKind kind)
    {
        var decision = ledger.Issue(key, kind, time.GetUtcNow(), options);

        // The key is stored first. A key without an invitation is refused like an unknown one; an invitation without its key
        // would be lost.
        if (decision.IsAccepted && !await keys.TryAddAsync(key, Key))
        {
            return InvitationRejection.NotWaiting;
        }

        return await ViewAsync(decision, key);
    }

    public Task<InvitationReply<InvitationView>> RevokeAsync(string key) => ViewAsync(ledger.Revoke(key, time.GetUtcNow()), key);

    public Task<InvitationPage> ListAsync(int pageSize, string? pageToken)
    {
        PageSizes.Check(pageSize);
        return Task.FromResult(Page(pageSize, pageToken));
    }

    public async Task<InvitationReply<InvitationPage>> EarnAsync(string occasion, int count) =>
        await PageAsync(ledger.Earn(occasion, count, options));

    public async Task<InvitationReply<InvitationPage>> SetPausedAsync(bool isPaused) =>
        await PageAsync(ledger.SetPaused(isPaused));

    public async Task<bool> AcceptAsync(string key, UserId newcomer)
    {
        if (ledger.Accept(key, newcomer, time.GetUtcNow()) is not { } next)
        {
            return false;
        }

        await CommitAsync(next);
        return true;
    }

    public Task ReleaseAsync(string key, UserId newcomer) => CommitAsync(ledger.Release(key, newcomer));

    public Task<InvitationBranch> GetBranchAsync() => Task.FromResult(new InvitationBranch(ledger.Inviter, ledger.IsPaused));

    public async Task ForgetAsync()
    {
        await keys.RemoveAsync(Key);
        if (ledger.IsOpen)
        {
            await CommitAsync(ledger.Forget());
        }
    }

    private async Task CommitAsync(InvitationLedger next)
    {
        if (ReferenceEquals(next, ledger))
        {
            return;
        }

        stored.State = InvitationLedgerState.Of(next);
        try
        {
            await stored.WriteStateAsync();
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

        ledger = next;
    }

    private async Task<InvitationReply<InvitationView>> ViewAsync(InvitationDecision decision, string key)
    {
        if (!decision.IsAccepted)
        {
            return decision.Rejection.Value;
        }

        await CommitAsync(decision.Next);
        return ledger.Invitations.Single(invitation => invitation.Key == key).ToView(time.GetUtcNow());
    }

    private async Task<InvitationReply<InvitationPage>> PageAsync(InvitationDecision decision)
    {
        if (!decision.IsAccepted)
        {
            return decision.Rejection.Value;
        }

        await CommitAsync(decision.Next);
        return Page(1, null);
    }

    // The page token is the key of the last invitation of the page. If that invitation no longer exists, the token is read as the
    // first page.
    private InvitationPage Page(int pageSize, string? pageToken)
    {
        var now = time.GetUtcNow();
        var newestFirst = ledger.Invitations.Reverse().ToList();
        var start = pageToken is null ? 0 : newestFirst.FindIndex(invitation => invitation.Key == pageToken) + 1;
        var page = newestFirst.Skip(start).Take(pageSize).Select(invitation => invitation.ToView(now)).ToList();
        return new InvitationPage(
            ledger.RemainingAt(now), page, start + page.Count < newestFirst.Count ? page[^1].Key : null);
    }
}
