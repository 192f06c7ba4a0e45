using System.Collections.Immutable;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Contracts.Safety;

/// <summary>How far a case is.</summary>
public enum CaseState
{
    /// <summary>Nobody works on it.</summary>
    Open = 1,

    /// <summary>Somebody works on it.</summary>
    Claimed = 2,

    /// <summary>Decided; whoever was suspended may appeal once.</summary>
    Decided = 3,

    /// <summary>Waits for another reviewer.</summary>
    Appealed = 4,

    /// <summary>The appeal is decided too: final.</summary>
    Closed = 5,
}

/// <summary>What follows from a case.</summary>
public enum PenaltyKind
{
    /// <summary>The person is told, and it is remembered.</summary>
    Warn = 1,

    /// <summary>The account is suspended for a time.</summary>
    Suspend = 2,

    /// <summary>The account is suspended without an end.</summary>
    SuspendForGood = 3,

    /// <summary>The room ends.</summary>
    EndRoom = 4,

    /// <summary>Name, bio and expertise are taken off the profile.</summary>
    RemoveProfileText = 5,
}

/// <summary>A reviewer's decision.</summary>
/// <param name="Penalties">What follows; none dismisses the reports.</param>
/// <param name="SuspendFor">For <see cref="PenaltyKind.Suspend"/>: 1 hour to 365 days.</param>
/// <param name="Note">Why: 1 to 1,000 characters, for the audit log and the next reviewer.</param>
/// <param name="Accused">Whom it is about, if the reports name nobody.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.CaseDecision")]
public sealed record CaseDecision(
    [property: Id(0)] ImmutableArray<PenaltyKind> Penalties,
    [property: Id(1)] TimeSpan? SuspendFor,
    [property: Id(2)] string Note,
    [property: Id(3)] UserId? Accused = null);

/// <summary>A case: what was reported about one person or room until somebody decided.</summary>
/// <param name="CaseId">Names it.</param>
/// <param name="Subject">As in <see cref="SubjectNames"/>.</param>
/// <param name="Accused">Whom it is about; null if the reports name nobody.</param>
/// <param name="Room">Where it happened; null if that was nowhere in particular.</param>
/// <param name="State">How far it is.</param>
/// <param name="OpenedAt">When the first report came.</param>
/// <param name="ReportCount">How many came.</param>
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
    /// <summary>Who works on it, or did; as in the audit log.</summary>
    [Id(7)]
    public string? ClaimedBy { get; init; }

    /// <summary>The decision; null before.</summary>
    [Id(8)]
    public CaseDecision? Decision { get; init; }

    /// <summary>When it was decided.</summary>
    [Id(9)]
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>Why the accused thinks otherwise; null without an appeal.</summary>
    [Id(10)]
    public string? Appeal { get; init; }

    /// <summary>Who decided the appeal.</summary>
    [Id(11)]
    public string? AppealDecidedBy { get; init; }

    /// <summary>True if the decision stood; null before the appeal is decided.</summary>
    [Id(12)]
    public bool? IsUpheld { get; init; }
}

/// <summary>A case with all that was reported.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.CaseFile")]
public sealed record CaseFile(
    [property: Id(0)] CaseView Case,
    [property: Id(1)] ImmutableArray<FiledReport> Reports);

/// <summary>A page of the queue, the oldest case first.</summary>
/// <param name="Cases">The cases.</param>
/// <param name="NextPageToken">For the next page; null if this is the last.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.CasePage")]
public sealed record CasePage(
    [property: Id(0)] ImmutableArray<CaseView> Cases,
    [property: Id(1)] string? NextPageToken);

/// <summary>What somebody is told of a penalty of their own. Who reported is not in it.</summary>
/// <param name="CaseId">To appeal with.</param>
/// <param name="Kind">What it is.</param>
/// <param name="At">Since when.</param>
/// <param name="Until">When it ends by itself; null if it does not, or is over in a moment.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.PenaltyNotice")]
public sealed record PenaltyNotice(
    [property: Id(0)] string CaseId,
    [property: Id(1)] PenaltyKind Kind,
    [property: Id(2)] DateTimeOffset At,
    [property: Id(3)] DateTimeOffset? Until);

/// <summary>How somebody stands, for themselves.</summary>
/// <param name="Standing">Now.</param>
/// <param name="Penalties">The newest first, at most 50.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.OwnStanding")]
public sealed record OwnStanding(
    [property: Id(0)] AccountStanding Standing,
    [property: Id(1)] ImmutableArray<PenaltyNotice> Penalties);
