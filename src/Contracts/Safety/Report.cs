using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Contracts.Safety;

/// <summary>What a report is about.</summary>
public enum ReportKind
{
    /// <summary>A person, anywhere in the product.</summary>
    Person = 1,

    /// <summary>A room as a whole.</summary>
    Room = 2,

    /// <summary>The question that a person wrote with a raised hand.</summary>
    Message = 3,

    /// <summary>The 60 s in a room before a point in time.</summary>
    Moment = 4,
}

/// <summary>The reason of a report. Closed.</summary>
public enum ReportReason
{
    /// <summary>Insults, bullying or stalking.</summary>
    Harassment = 1,

    /// <summary>Hostility to people for what they are.</summary>
    Hate = 2,

    /// <summary>Threats, or calls for violence.</summary>
    Violence = 3,

    /// <summary>A person may harm themselves.</summary>
    SelfHarm = 4,

    /// <summary>Sexual content or advances.</summary>
    Sexual = 5,

    /// <summary>A child is in danger or is being abused.</summary>
    ChildSafety = 6,

    /// <summary>Advertising, fraud or noise.</summary>
    Spam = 7,

    /// <summary>A person pretends to be somebody else.</summary>
    Impersonation = 8,

    /// <summary>Private facts were told, or a room was recorded in secret.</summary>
    Privacy = 9,

    /// <summary>Illegal in another way.</summary>
    Illegal = 10,

    /// <summary>Anything else; the text says what.</summary>
    Other = 11,
}

/// <summary>Files a report.</summary>
/// <param name="Id">Chosen by the gateway; a second report with the same id is not filed again.</param>
/// <param name="Reporter">The authenticated user. The reported person is never told who reported.</param>
/// <param name="Kind">What the report is about.</param>
/// <param name="Reason">The reason of the report.</param>
/// <param name="Text">The reporter's words: at most 1,000 characters, may be empty.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.FileReport")]
public sealed record FileReport(
    [property: Id(0)] string Id,
    [property: Id(1)] UserId Reporter,
    [property: Id(2)] ReportKind Kind,
    [property: Id(3)] ReportReason Reason,
    [property: Id(4)] string Text)
{
    /// <summary>The reported person, or the speaker at the reported moment; null if the report is about no single
    /// person.</summary>
    [Id(5)]
    public UserId? Person { get; init; }

    /// <summary>The room; null for a report about a person anywhere.</summary>
    [Id(6)]
    public RoomId? Room { get; init; }

    /// <summary>For a message: version of the room's event that carried it.</summary>
    [Id(7)]
    public long EventVersion { get; init; }

    /// <summary>For a moment: its end; null for now.</summary>
    [Id(8)]
    public DateTimeOffset? At { get; init; }
}

/// <summary>The receipt of a report.</summary>
/// <param name="ReportId">The report's id.</param>
/// <param name="FiledAt">When it was filed.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.ReportReceipt")]
public sealed record ReportReceipt([property: Id(0)] string ReportId, [property: Id(1)] DateTimeOffset FiledAt);

/// <summary>A report as the reviewers of its case see it.</summary>
/// <param name="ReportId">The report's id.</param>
/// <param name="Reporter">The user who filed it; null if the account is deleted.</param>
/// <param name="Kind">What the report is about.</param>
/// <param name="Reason">The reason of the report.</param>
/// <param name="Text">The reporter's words; may be empty.</param>
/// <param name="FiledAt">When it was filed.</param>
/// <param name="Evidence">What was there at the time: a JSON object with names, the room, and the versions of its events.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.FiledReport")]
public sealed record FiledReport(
    [property: Id(0)] string ReportId,
    [property: Id(1)] UserId? Reporter,
    [property: Id(2)] ReportKind Kind,
    [property: Id(3)] ReportReason Reason,
    [property: Id(4)] string Text,
    [property: Id(5)] DateTimeOffset FiledAt,
    [property: Id(6)] string Evidence);
