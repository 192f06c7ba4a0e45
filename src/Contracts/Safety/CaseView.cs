using System.Collections.Immutable;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Contracts.Safety;

/// <summary>The state of a case.</summary>
public enum CaseState
{
    /// <summary>No reviewer works on the case.</summary>
    Open = 1,

    /// <summary>A reviewer works on the case.</summary>
    Claimed = 2,

    /// <summary>Decided. A suspended person may appeal once.</summary>
    Decided = 3,

    /// <summary>Appealed; waits for another reviewer.</summary>
    Appealed = 4,

    /// <summary>The appeal was decided. Final.</summary>
    Closed = 5,
}

/// <summary>A penalty that a case can lead to.</summary>
public enum PenaltyKind
{
    /// <summary>The person is told, and the warning is kept.</summary>
    Warn = 1,

    /// <summary>The account is suspended for a time.</summary>
    Suspend = 2,

    /// <summary>The account is suspended without an end date.</summary>
    SuspendForGood = 3,

    /// <summary>The room ends.</summary>
    EndRoom = 4,

    /// <summary>Name, bio and expertise are taken off the profile.</summary>
    RemoveProfileText = 5,
}

/// <summary>A reviewer's decision.</summary>
/// <param name="Penalties">The penalties; empty to dismiss the reports.</param>
/// <param name="SuspendFor">For <see cref="PenaltyKind.Suspend"/>: 1 hour to 365 days.</param>
/// <param name="Note">The reason: 1 to 1,000 characters, for the audit log and the next reviewer.</param>
/// <param name="Accused">The person to penalise, if the reports name nobody.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.CaseDecision")]
public sealed record CaseDecision(
    [property: Id(0)] ImmutableArray<PenaltyKind> Penalties,
    [property: Id(1)] TimeSpan? SuspendFor,
    [property: Id(2)] string Note,
    [property: Id(3)] UserId? Accused = null);

/// <summary>A case: the reports about one person or room until a reviewer decided.</summary>
/// <param name="CaseId">The case's id.</param>
/// <param name="Subject">What the reports are about, see <see cref="SubjectNames"/>.</param>
/// <param name="Accused">The accused person; null if the reports name nobody.</param>
/// <param name="Room">Where it happened; null if not in a room.</param>
/// <param name="State">How far the case is.</param>
/// <param name="OpenedAt">When the first report arrived.</param>
/// <param name="ReportCount">Number of reports.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.CaseView")]
public sealed record CaseView(
    [property: Id(0)] string CaseId,
    [property: Id(1)] string Subject,
    [property: Id(2)] UserId? Accused,
    [property: Id(3)] RoomId? Room,
    [property: Id(4)] CaseState State,
    [property: Id(5)] DateTimeOffset OpenedAt,
    [property: Id(6)] int ReportCount)
{
    /// <summary>The reviewer who works on the case or did, written as in the audit log.</summary>
    [Id(7)]
    public string? ClaimedBy { get; init; }

    /// <summary>The decision; null until decided.</summary>
    [Id(8)]
    public CaseDecision? Decision { get; init; }

    /// <summary>When the case was decided; null until then.</summary>
    [Id(9)]
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>The accused person's reasons against the decision; null without an appeal.</summary>
    [Id(10)]
    public string? Appeal { get; init; }

    /// <summary>The reviewer who decided the appeal, written as in the audit log.</summary>
    [Id(11)]
    public string? AppealDecidedBy { get; init; }

    /// <summary>True if the appeal left the decision in force; null until the appeal is decided.</summary>
    [Id(12)]
    public bool? IsUpheld { get; init; }
}

/// <summary>A case with all of its reports.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.CaseFile")]
public sealed record CaseFile(
    [property: Id(0)] CaseView Case,
    [property: Id(1)] ImmutableArray<FiledReport> Reports);

/// <summary>A page of the queue, oldest case first.</summary>
/// <param name="NextPageToken">Null on the last page.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.CasePage")]
public sealed record CasePage(
    [property: Id(0)] ImmutableArray<CaseView> Cases,
    [property: Id(1)] string? NextPageToken);

/// <summary>What a person is told about a penalty. It does not say who reported.</summary>
/// <param name="CaseId">The case to appeal against.</param>
/// <param name="Kind">The penalty.</param>
/// <param name="At">When it began.</param>
/// <param name="Until">When it ends by itself; null if it has no end date or has no duration, such as a warning.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.PenaltyNotice")]
public sealed record PenaltyNotice(
    [property: Id(0)] string CaseId,
    [property: Id(1)] PenaltyKind Kind,
    [property: Id(2)] DateTimeOffset At,
    [property: Id(3)] DateTimeOffset? Until);

/// <summary>A person's own standing.</summary>
/// <param name="Standing">Power and suspension now.</param>
/// <param name="Penalties">Newest first, at most 50.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.OwnStanding")]
public sealed record OwnStanding(
    [property: Id(0)] AccountStanding Standing,
    [property: Id(1)] ImmutableArray<PenaltyNotice> Penalties);
