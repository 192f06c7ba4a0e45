using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Contracts.Safety;

/// <summary>What a report is about.</summary>
public enum ReportKind
{
    /// <summary>A person, wherever they were met.</summary>
    Person = 1,

    /// <summary>A room as a whole.</summary>
    Room = 2,

    /// <summary>What somebody wrote with a raised hand.</summary>
    Message = 3,

    /// <summary>The 60 s in a room before a point in time.</summary>
    Moment = 4,
}

/// <summary>Why something is reported. Closed.</summary>
public enum ReportReason
{
    /// <summary>Insults, bullying, stalking.</summary>
    Harassment = 1,

    /// <summary>Against people for what they are.</summary>
    Hate = 2,

    /// <summary>Threats, or calls for violence.</summary>
    Violence = 3,

    /// <summary>Somebody may harm themselves.</summary>
    SelfHarm = 4,

    /// <summary>Sexual content or advances.</summary>
    Sexual = 5,

    /// <summary>A child is in danger or is being abused.</summary>
    ChildSafety = 6,

    /// <summary>Advertising, fraud, noise.</summary>
    Spam = 7,

    /// <summary>Somebody passes for somebody else.</summary>
    Impersonation = 8,

    /// <summary>Private things of somebody were told, or a room was recorded in secret.</summary>
    Privacy = 9,

    /// <summary>Against the law in another way.</summary>
    Illegal = 10,

    /// <summary>What the text says.</summary>
    Other = 11,
}

/// <summary>Asks for a look at something.</summary>
/// <param name="Id">Made by the gateway; repeating a report with the same id files nothing twice.</param>
/// <param name="Reporter">Who reports, as authenticated. Never told to whoever is reported.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Reason">Why.</param>
/// <param name="Text">In the reporter's words: at most 1,000 characters, may be empty.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.FileReport")]
public sealed record FileReport(
    [property: Id(0)] string Id,
    [property: Id(1)] UserId Reporter,
    [property: Id(2)] ReportKind Kind,
    [property: Id(3)] ReportReason Reason,
    [property: Id(4)] string Text)
{
    /// <summary>The person, or who spoke at the moment; null if it is about no one person.</summary>
    [Id(5)]
    public UserId? Person { get; init; }

    /// <summary>The room, but for a person.</summary>
    [Id(6)]
    public RoomId? Room { get; init; }

    /// <summary>The message: number of the room's event.</summary>
    [Id(7)]
    public long EventVersion { get; init; }

    /// <summary>The moment: its end; null for now.</summary>
    [Id(8)]
    public DateTimeOffset? At { get; init; }
}

/// <summary>A report has been filed.</summary>
/// <param name="ReportId">Names it.</param>
/// <param name="FiledAt">When.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.ReportReceipt")]
public sealed record ReportReceipt([property: Id(0)] string ReportId, [property: Id(1)] DateTimeOffset FiledAt);

/// <summary>A report as those see it who work on its case.</summary>
/// <param name="ReportId">Names it.</param>
/// <param name="Reporter">Who filed it; null if their account is deleted.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Reason">Why.</param>
/// <param name="Text">In the reporter's words.</param>
/// <param name="FiledAt">When.</param>
/// <param name="Evidence">What was there at the time: a JSON object with names, the room, and the numbers of its events.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.FiledReport")]
public sealed record FiledReport(
    [property: Id(0)] string ReportId,
    [property: Id(1)] UserId? Reporter,
    [property: Id(2)] ReportKind Kind,
    [property: Id(3)] ReportReason Reason,
    [property: Id(4)] string Text,
    [property: Id(5)] DateTimeOffset FiledAt,
    [property: Id(6)] string Evidence);
