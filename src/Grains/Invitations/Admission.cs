using AudioRooms.Contracts;
using AudioRooms.Contracts.Invitations;
using AudioRooms.Contracts.Users;
using AudioRooms.Grains.Storage;
using Dapper;

namespace AudioRooms.Grains.Invitations;

/// <summary>Admits a newcomer by an invitation. A pause applies to the whole branch below it. It is looked up on the way to the
/// root at admission, so that pausing costs one write, however many members joined through the branch.</summary>
internal sealed class Admission(IGrainFactory grains, InvitationKeys keys, SqlDatabase database)
{
    /// <summary>Reserves the invitation. The same newcomer gets the same answer again.</summary>
    public async Task<AdmissionReply> AcceptAsync(string key, UserId newcomer)
    {
        if (await keys.FindLedgerAsync(key) is not { } ledger
            || await IsPausedAsync(ledger)
            || !await grains.GetGrain<IInvitationLedgerGrain>(ledger).AcceptAsync(key, newcomer))
        {
            return default;
        }

        // A newcomer who was on the waiting list is removed from it, which frees the handle.
        await database.WriteAsync((connection, transaction) => connection.ExecuteAsync(
            "DELETE FROM waiting_list WHERE ticket_key = @Key", new { Key = key }, transaction));

        // A newcomer admitted by the operator is a root of the tree.
        return new AdmissionReply(IsAccepted: true, Identifiers.IsWellFormed(ledger) ? ledger : null);
    }

    /// <summary>Gives back the invitation of a newcomer who did not complete the sign-up.</summary>
    public async Task ReleaseAsync(string key, UserId newcomer)
    {
        if (await keys.FindLedgerAsync(key) is { } ledger)
        {
            await grains.GetGrain<IInvitationLedgerGrain>(ledger).ReleaseAsync(key, newcomer);
        }
    }

    private async Task<bool> IsPausedAsync(string ledger)
    {
        // An inviter joined before the people invited, so the way up has an end.
        for (string? step = ledger; step is not null;)
        {
            var branch = await grains.GetGrain<IInvitationLedgerGrain>(step).GetBranchAsync();
            if (branch.IsPaused)
            {
                return true;
            }

            step = branch.Inviter;
        }

        return false;
    }
}

/// <summary>The answer to a newcomer's invitation.</summary>
/// <param name="IsAccepted">True if the newcomer is admitted.</param>
/// <param name="Inviter">Key of the inviter's ledger; null if the operator admitted the newcomer.</param>
internal readonly record struct AdmissionReply(bool IsAccepted, string? Inviter);
