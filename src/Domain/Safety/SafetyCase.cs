using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Safety;
using AudioRooms.Contracts.Users;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Safety;

/// <summary>
/// A case of reports: open, claimed, decided, perhaps appealed, closed. Pure. Whoever is accused or has reported decides nothing,
/// and nobody decides the appeal against themselves.
/// </summary>
public sealed record SafetyCase
{
    /// <summary>After so long without a decision somebody else may take a case over.</summary>
    public static TimeSpan ClaimHolds { get; } = TimeSpan.FromDays(1);

    /// <summary>Names it.</summary>
    public required string Id { get; init; }

    /// <summary>As in <see cref="SubjectNames"/>.</summary>
    public required string Subject { get; init; }

    /// <summary>Whom it is about, if that is known.</summary>
    public UserId? Accused { get; init; }

    /// <summary>Where it happened, if that was in a room.</summary>
    public RoomId? Room { get; init; }

    /// <summary>When the first report came.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>How far it is.</summary>
    public CaseState State { get; init; } = CaseState.Open;

    /// <summary>Who works on it, or did.</summary>
    public string? ClaimedBy { get; init; }

    /// <summary>Since when.</summary>
    public DateTimeOffset? ClaimedAt { get; init; }

    /// <summary>The decision.</summary>
    public CaseDecision? Decision { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>Why the accused thinks otherwise.</summary>
    public string? AppealText { get; init; }

    /// <summary>Who decided the appeal.</summary>
    public string? AppealDecidedBy { get; init; }

    /// <summary>Why.</summary>
    public string? AppealNote { get; init; }

    /// <summary>True if the decision stood.</summary>
    public bool? IsUpheld { get; init; }

    /// <summary>True while further reports about the same subject join it.</summary>
    public bool TakesReports => State is CaseState.Open or CaseState.Claimed;

    /// <summary>When the suspension of the decision ends; null if there is none, or it does not.</summary>
    public DateTimeOffset? SuspendedUntil => DecidedAt + Decision?.SuspendFor;

    /// <summary>A case of a suspension that nobody asked for, decided by whoever made it.</summary>
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

    /// <summary>Somebody takes it to work on.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="reporters">Who reported.</param>
    /// <param name="now">When.</param>
    public SafetyReply<SafetyCase> Claim(SafetyActor actor, IReadOnlyCollection<UserId> reporters, DateTimeOffset now) =>
        !IsImpartial(actor, reporters) ? SafetyRejection.NotImpartial
        : State == CaseState.Claimed && ClaimedBy != actor.Name && now < ClaimedAt + ClaimHolds ? SafetyRejection.CaseClaimed
        : !TakesReports ? SafetyRejection.CaseStateWrong
        : this with { State = CaseState.Claimed, ClaimedBy = actor.Name, ClaimedAt = now };

    /// <summary>Whoever claimed it decides.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="decision">What follows.</param>
    /// <param name="reporters">Who reported.</param>
    /// <param name="now">When.</param>
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

    /// <summary>The accused asks for another look.</summary>
    public SafetyReply<SafetyCase> Appeal(UserId user, string text) =>
        user != Accused || Decision is null ? SafetyRejection.CaseUnknown
        : AppealText is not null ? SafetyRejection.AppealedBefore
        : !IsSuspension ? SafetyRejection.CaseStateWrong
        : !StandingRules.IsText(text) ? SafetyRejection.ReasonInvalid
        : this with { State = CaseState.Appealed, AppealText = text };

    /// <summary>Another reviewer decides the appeal.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="uphold">True if the decision stands.</param>
    /// <param name="note">Why.</param>
    /// <param name="reporters">Who reported.</param>
    public SafetyReply<SafetyCase> DecideAppeal(
        SafetyActor actor, bool uphold, string note, IReadOnlyCollection<UserId> reporters) =>
        State != CaseState.Appealed ? SafetyRejection.CaseStateWrong
        : actor.Name == ClaimedBy || !IsImpartial(actor, reporters) ? SafetyRejection.NotImpartial
        : !StandingRules.IsText(note) ? SafetyRejection.ReasonInvalid
        : this with { State = CaseState.Closed, AppealDecidedBy = actor.Name, AppealNote = note, IsUpheld = uphold };

    /// <summary>The case as reviewers see it.</summary>
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
