namespace AudioRooms.Contracts.Safety;

/// <summary>What is wrong with an audit log.</summary>
public enum AuditFault
{
    /// <summary>An entry is missing, or there is one too many.</summary>
    NumberWrong = 1,

    /// <summary>An entry does not follow from the one before.</summary>
    LinkBroken = 2,

    /// <summary>An entry is not what it was when it was written.</summary>
    EntryAltered = 3,

    /// <summary>An entry that somebody noted earlier is gone, or is another one: the log was cut or written anew.</summary>
    KnownEntryDiffers = 4,
}

/// <summary>An entry that somebody noted outside the database. A chain alone cannot tell that its end was cut off.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Hash">Its hash.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.AuditAnchor")]
public sealed record AuditAnchor([property: Id(0)] long Number, [property: Id(1)] string Hash);

/// <summary>Whether an audit log is whole.</summary>
/// <param name="Count">Entries that hold, from the first.</param>
/// <param name="HeadHash">Hash of the last of them: worth noting elsewhere; 64 zeros if there is none.</param>
/// <param name="Fault">What is wrong with the entry after them; null if nothing is wrong.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.AuditVerdict")]
public sealed record AuditVerdict(
    [property: Id(0)] long Count,
    [property: Id(1)] string HeadHash,
    [property: Id(2)] AuditFault? Fault)
{
    /// <summary>True if every entry is what it was when it was written.</summary>
    public bool IsWhole => Fault is null;
}
