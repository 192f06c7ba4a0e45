using AudioRooms.Contracts.Safety;

namespace AudioRooms.Domain.Safety;

/// <summary>Checks an audit log from its first entry on and finds the first fault. Not thread-safe.</summary>
/// <param name="known">An entry that was noted earlier, or null.</param>
public sealed class AuditVerifier(AuditAnchor? known)
{
    private AuditFault? fault;
    private long count;
    private string head = AuditChain.Origin;
    private bool hasMetKnown;

    /// <summary>Checks the next entry.</summary>
    /// <returns>False once an entry is wrong: later entries need not be checked.</returns>
    public bool Take(AuditRecord record)
    {
        fault ??= record.Number != count + 1 ? AuditFault.NumberWrong
            : record.PreviousHash != head ? AuditFault.LinkBroken
            : record.Hash != AuditChain.HashOf(record) ? AuditFault.EntryAltered
            : known is not null && record.Number == known.Number && record.Hash != known.Hash ? AuditFault.KnownEntryDiffers
            : null;
        if (fault is not null)
        {
            return false;
        }

        count = record.Number;
        head = record.Hash;
        hasMetKnown |= count == known?.Number;
        return true;
    }

    /// <summary>The verdict after the last entry.</summary>
    public AuditVerdict Finish() => new(
        count, head, fault ?? (known is null || hasMetKnown ? null : AuditFault.KnownEntryDiffers));
}
