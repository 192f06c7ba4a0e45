using Orleans.Concurrency;

namespace AudioRooms.Contracts.Safety;

/// <summary>The audit log: every use of more than a member's power, by whose hand, on what and why. Key: 0. Entries are chained
/// by hashes and stored before the action. So no action happens without an entry, but an entry may describe an action that
/// failed.</summary>
[Alias("AudioRooms.IAuditGrain")]
public interface IAuditGrain : IGrainWithIntegerKey
{
    /// <summary>Appends an entry. The entry is stored when the call returns.</summary>
    [Alias("Append")]
    Task AppendAsync(AuditEntry entry);

    /// <summary>A page of the log, newest entry first.</summary>
    /// <param name="subject">Only entries about this subject; null for all.</param>
    /// <param name="pageSize">1 to 100.</param>
    /// <param name="pageToken"><c>NextPageToken</c> of the previous page; null for the first page.</param>
    [Alias("List"), AlwaysInterleave]
    Task<AuditPage> ListAsync(string? subject, int pageSize, string? pageToken);

    /// <summary>Reads the whole log and checks its numbers and hashes.</summary>
    /// <param name="known">An entry that was noted earlier, or null.</param>
    [Alias("Verify"), AlwaysInterleave]
    Task<AuditVerdict> VerifyAsync(AuditAnchor? known);
}
