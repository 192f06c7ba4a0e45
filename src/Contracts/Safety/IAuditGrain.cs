using Orleans.Concurrency;

namespace AudioRooms.Contracts.Safety;

/// <summary>
/// Who did what to whom with more than a member's power, and why. Key: 0. Entries are chained by their hashes and stored before
/// what they tell of is done: an action without an entry has not happened, an entry may be of an action that failed.
/// </summary>
[Alias("AudioRooms.IAuditGrain")]
public interface IAuditGrain : IGrainWithIntegerKey
{
    /// <summary>Appends an entry. Stored when it returns.</summary>
    [Alias("Append")]
    Task AppendAsync(AuditEntry entry);

    /// <summary>A page of the log, the newest entry first.</summary>
    /// <param name="subject">Only entries about this; null for all.</param>
    /// <param name="pageSize">1 to 100.</param>
    /// <param name="pageToken">From the page before, or null for the first page.</param>
    [Alias("List"), AlwaysInterleave]
    Task<AuditPage> ListAsync(string? subject, int pageSize, string? pageToken);

    /// <summary>Reads the whole log and says whether it holds.</summary>
    /// <param name="known">An entry noted earlier, or null.</param>
    [Alias("Verify"), AlwaysInterleave]
    Task<AuditVerdict> VerifyAsync(AuditAnchor? known);
}
