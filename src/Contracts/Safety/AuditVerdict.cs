namespace AudioRooms.Contracts.Safety;

/// <summary>What is wrong with an audit log.</summary>
public enum AuditFault
{
    /// <summary>An entry is missing, or there is one too many.</summary>
    NumberWrong = 1,

    /// <summary>The hash of an entry does not continue the hash of the previous entry.</summary>
    LinkBroken = 2,

    /// <summary>An entry was changed after it was written.</summary>
    EntryAltered = 3,

    /// <summary>An entry that was noted earlier is gone or differs: the log was cut off or rewritten.</summary>
    KnownEntryDiffers = 4,
}

/// <summary>An entry whose number and hash were noted outside the database. The chain of hashes alone does not show that its end
/// was cut off.</summary>
/// <param name="Number">Number of the entry.</param>
/// <param name="Hash">Hash of the entry.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.AuditAnchor")]
public sealed record AuditAnchor([property: Id(0)] long Number, [property: Id(1)] string Hash);

/// <summary>The result of checking an audit log.</summary>
/// <param name="Count">Number of correct entries, from the first on.</param>
/// <param name="HeadHash">Hash of the last correct entry, worth noting elsewhere; 64 zeros if there is none.</param>
/// <param name="Fault">What is wrong with the entry after them; null if nothing is.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.AuditVerdict")]
public sealed record AuditVerdict(
    [property: Id(0)] long Count,
    [property: Id(1)] string HeadHash,
    [property: Id(2)] AuditFault? Fault)
{
    /// <summary>True if no entry is missing, added or changed.</summary>
    public bool IsWhole => Fault is null;
}
