using System.Collections.Immutable;

namespace AudioRooms.Contracts.Safety;

/// <summary>A privileged action that is about to be carried out.</summary>
/// <param name="Actor">Who carries it out: <c>user/ID</c> or <c>operator</c>.</param>
/// <param name="Action">Name of the action, for example <c>account.suspend</c>.</param>
/// <param name="Subject">What it is about, see <see cref="SubjectNames"/>.</param>
/// <param name="Reason">The actor's reason; may be empty.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.AuditEntry")]
public sealed record AuditEntry(
    [property: Id(0)] string Actor,
    [property: Id(1)] string Action,
    [property: Id(2)] string Subject,
    [property: Id(3)] string Reason);

/// <summary>An entry as it stands in the log.</summary>
/// <param name="Number">1, 2, 3, … without gaps.</param>
/// <param name="At">When it was written; whole milliseconds.</param>
/// <param name="Entry">The action.</param>
/// <param name="PreviousHash">Hash of the previous entry; 64 zeros for the first.</param>
/// <param name="Hash">SHA-256 over the previous hash and all of this entry, in lower-case hexadecimal.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.AuditRecord")]
public sealed record AuditRecord(
    [property: Id(0)] long Number,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] AuditEntry Entry,
    [property: Id(3)] string PreviousHash,
    [property: Id(4)] string Hash);

/// <summary>A page of the log, newest entry first.</summary>
/// <param name="Records">The entries.</param>
/// <param name="NextPageToken">Null on the last page.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.AuditPage")]
public sealed record AuditPage(
    [property: Id(0)] ImmutableArray<AuditRecord> Records,
    [property: Id(1)] string? NextPageToken);
