using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Safety;
using AudioRooms.Contracts.Users;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Safety;

/// <summary>A case of reports: open, claimed, decided, perhaps appealed, closed. The accused and the reporters cannot decide it,
/// and the reviewer of a decision cannot decide the appeal against it.</summary>
public sealed record SafetyCase
{
    /// <summary>A claim that is older than this may be taken over by another reviewer.</summary>
    public static TimeSpan ClaimHolds { get; } = TimeSpan.FromDays(1);

    public required string Id { get; init; }

    /// <summary>What the reports are about, see <see cref="SubjectNames"/>.</summary>
    public required string Subject { get; init; }

    /// <summary>The accused person; null if the reports name nobody.</summary>
    public UserId? Accused { get; init; }

    /// <summary>The room in which it happened; null if not in a room.</summary>
    public RoomId? Room { get; init; }

    /// <summary>When the first report arrived.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    public CaseState State { get; init; } = CaseState.Open;

    /// <summary>The reviewer who works on the case or did, written as in the audit log.</summary>
    public string? ClaimedBy { get; init; }

    /// <summary>When that reviewer claimed it.</summary>
    public DateTimeOffset? ClaimedAt { get; init; }

    public CaseDecision? Decision { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>The accused person's reasons against the decision; null without an appeal.</summary>
    public string? AppealText { get; init; }

    /// <summary>The reviewer who decided the appeal, written as in the audit log.</summary>
    public string? AppealDecidedBy { get; init; }

    /// <summary>That reviewer's reasons.</summary>
    public string? AppealNote { get; init; }

    /// <summary>True if the appeal left the decision in force; null until the appeal is decided.</summary>
    public bool? IsUpheld { get; init; }

    /// <summary>True while further reports about the same subject join the case.</summary>
    public bool TakesReports => State is CaseState.Open or CaseState.Claimed;

    /// <summary>When the suspension of the decision ends; null if it has none or no end.</summary>
    public DateTimeOffset? SuspendedUntil => DecidedAt + Decision?.SuspendFor;

    /// <summary>A decided case for a suspension without a report.</summary>
    public static SafetyCase Suspended(
        string id, SafetyActor actor, UserId user, DateTimeOffset? until, string reason, DateTimeOffset now) => new()
    {
        Id = id,
        Subject = SubjectNames.Of(user),
        Accused = user,
        OpenedAt = now,
        State = CaseState.Decided,
        ClaimedBy = actor.Name,
        ClaimedAt = now,
        Decision = new CaseDecision([until is null ? PenaltyKind.SuspendForGood : PenaltyKind.Suspend], until - now, reason),
        DecidedAt = now,
    };

    /// <summary>Claims the case for a reviewer.</summary>
    /// <param name="reporters">The users who reported.</param>
    public SafetyReply<SafetyCase> Claim(SafetyActor actor, IReadOnlyCollection<UserId> reporters, DateTimeOffset now) =>
        !IsImpartial(actor, reporters) ? SafetyRejection.NotImpartial
        : State == CaseState.Claimed && ClaimedBy != actor.Name && now < ClaimedAt + ClaimHolds ? SafetyRejection.CaseClaimed
        : !TakesReports ? SafetyRejection.CaseStateWrong
        : this with { State = CaseState.Claimed, ClaimedBy = actor.Name, ClaimedAt = now };

    /// <summary>Decides the case, which the same reviewer must have claimed.</summary>
    /// <param name="reporters">The users who reported.</param>
    public SafetyReply<SafetyCase> Decide(
        SafetyActor actor, CaseDecision decision, IReadOnlyCollection<UserId> reporters, DateTimeOffset now)
    {
        var next = this with
        {
            Accused = Accused ?? decision.Accused,
            State = CaseState.Decided,
            Decision = decision,
            DecidedAt = now,
        };
        return State != CaseState.Claimed ? SafetyRejection.CaseStateWrong
            : ClaimedBy != actor.Name ? SafetyRejection.CaseClaimed
            : !next.IsImpartial(actor, reporters) ? SafetyRejection.NotImpartial
            : !StandingRules.IsText(decision.Note) ? SafetyRejection.ReasonInvalid
            : (Accused is not null && decision.Accused is not null && decision.Accused != Accused) || !next.IsConsistent(decision)
                ? SafetyRejection.PenaltiesInvalid
            : next;
    }

    /// <summary>Appeals against the decision.</summary>
    public SafetyReply<SafetyCase> Appeal(UserId user, string text) =>
        user != Accused || Decision is null ? SafetyRejection.CaseUnknown
        : AppealText is not null ? SafetyRejection.AppealedBefore
        : !IsSuspension ? SafetyRejection.CaseStateWrong
        : !StandingRules.IsText(text) ? SafetyRejection.ReasonInvalid
        : this with { State = CaseState.Appealed, AppealText = text };

    /// <summary>Decides the appeal. The reviewer must be another one than that of the case.</summary>
    /// <param name="uphold">True to leave the decision in force.</param>
    /// <param name="reporters">The users who reported.</param>
    public SafetyReply<SafetyCase> DecideAppeal(
        SafetyActor actor, bool uphold, string note, IReadOnlyCollection<UserId> reporters) =>
        State != CaseState.Appealed ? SafetyRejection.CaseStateWrong
        : actor.Name == ClaimedBy || !IsImpartial(actor, reporters) ? SafetyRejection.NotImpartial
        : !StandingRules.IsText(note) ? SafetyRejection.ReasonInvalid
        : this with { State = CaseState.Closed, AppealDecidedBy = actor.Name, AppealNote = note, IsUpheld = uphold };

    public CaseView ToView(int reportCount) => new(Id, Subject, Accused, Room, State, OpenedAt, reportCount)
    {
        ClaimedBy = ClaimedBy,
        Decision = Decision,
        DecidedAt = DecidedAt,
        Appeal = AppealText,
        AppealDecidedBy = AppealDecidedBy,
        IsUpheld = IsUpheld,
    };

    private bool IsSuspension =>
        Decision is { } decision && decision.Penalties.Any(kind => kind is PenaltyKind.Suspend or PenaltyKind.SuspendForGood);

    private bool IsImpartial(SafetyActor actor, IReadOnlyCollection<UserId> reporters) =>
        actor.User is not { } user || (user != Accused && !reporters.Contains(user));

    private bool IsConsistent(CaseDecision decision)
    {
        var penalties = decision.Penalties;
        var isTimed = penalties.Contains(PenaltyKind.Suspend);
        return penalties.Distinct().Count() == penalties.Length
            && penalties.All(Enum.IsDefined)
            && !(isTimed && penalties.Contains(PenaltyKind.SuspendForGood))
            && (isTimed
                ? decision.SuspendFor >= SafetyBounds.PenaltyMin && decision.SuspendFor <= SafetyBounds.PenaltyMax
                : decision.SuspendFor is null)
            && penalties.All(kind => kind == PenaltyKind.EndRoom ? Room is not null : Accused is not null);
    }
}
