using System.Collections.Immutable;

namespace AudioRooms.Contracts.Safety;

/// <summary>Something privileged that is about to be done.</summary>
/// <param name="Actor">Who does it: <c>user/ID</c> or <c>operator</c>.</param>
/// <param name="Action">What, as in <c>account.suspend</c>.</param>
/// <param name="Subject">To whom or what, as in <see cref="SubjectNames"/>.</param>
/// <param name="Reason">Why, in the words of whoever does it; may be empty.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.AuditEntry")]
public sealed record AuditEntry(
    [property: Id(0)] string Actor,
    [property: Id(1)] string Action,
    [property: Id(2)] string Subject,
    [property: Id(3)] string Reason);

/// <summary>An entry as it stands in the log.</summary>
/// <param name="Number">1, 2, 3, … without gaps.</param>
/// <param name="At">When it was written; whole milliseconds.</param>
/// <param name="Entry">What was about to be done.</param>
/// <param name="PreviousHash">Hash of the entry before; 64 zeros for the first.</param>
/// <param name="Hash">SHA-256 in hexadecimal, lower case, over the previous hash and all of this entry.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.AuditRecord")]
public sealed record AuditRecord(
    [property: Id(0)] long Number,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] AuditEntry Entry,
    [property: Id(3)] string PreviousHash,
    [property: Id(4)] string Hash);

/// <summary>A page of the log, the newest entry first.</summary>
/// <param name="Records">The entries.</param>
/// <param name="NextPageToken">For the next page; null if this is the last.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.AuditPage")]
public sealed record AuditPage(
    [property: Id(0)] ImmutableArray<AuditRecord> Records,
    [property: Id(1)] string? NextPageToken);
