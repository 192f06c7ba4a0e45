using AudioRooms.Contracts;
using AudioRooms.Contracts.Invitations;
using AudioRooms.Contracts.Users;
using AudioRooms.Grains.Storage;
using Dapper;

namespace AudioRooms.Grains.Invitations;

/// <summary>
/// From what a newcomer presents to the seat in somebody's ledger. A pause holds for the whole branch below it: it is looked for
/// on the way up, at admission, so that pausing costs one write however many came through.
/// </summary>
internal sealed class Admission(IGrainFactory grains, InvitationKeys keys, SqlDatabase database)
{
    /// <summary>Asks for the seat. The same newcomer again gets the same answer.</summary>
    public async Task<AdmissionReply> AcceptAsync(string key, UserId newcomer)
    {
        if (await keys.FindLedgerAsync(key) is not { } ledger
            || await IsPausedAsync(ledger)
            || !await grains.GetGrain<IInvitationLedgerGrain>(ledger).AcceptAsync(key, newcomer))
        {
            return default;
        }

        // If the newcomer waited, the wait is over, and so is the reason to keep the handle they waited under.
        await database.WriteAsync((connection, transaction) => connection.ExecuteAsync(
            "DELETE FROM waiting_list WHERE ticket_key = @Key", new { Key = key }, transaction));

        // What the operator let in are roots.
        return new AdmissionReply(IsAccepted: true, Identifiers.IsWellFormed(ledger) ? ledger : null);
    }

    /// <summary>Gives back a seat that the newcomer never sat on.</summary>
    public async Task ReleaseAsync(string key, UserId newcomer)
    {
        if (await keys.FindLedgerAsync(key) is { } ledger)
        {
            await grains.GetGrain<IInvitationLedgerGrain>(ledger).ReleaseAsync(key, newcomer);
        }
    }

    private async Task<bool> IsPausedAsync(string ledger)
    {
        // Whoever invited was here before whom they invited: the way up ends.
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

/// <summary>Whether a newcomer has a seat.</summary>
/// <param name="IsAccepted">They have.</param>
/// <param name="Inviter">Key of the ledger that they came through; null if the operator let them in.</param>
internal readonly record struct AdmissionReply(bool IsAccepted, string? Inviter);
