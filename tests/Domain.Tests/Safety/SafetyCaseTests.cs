using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Safety;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Safety;

namespace AudioRooms.Domain.Tests.Safety;

public sealed class SafetyCaseTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly UserId Accused = new("0000000000000000000000000A");
    private static readonly UserId Reporter = new("0000000000000000000000000B");
    private static readonly SafetyActor Rita = SafetyActor.Of(
        new UserId("0000000000000000000000000C"), AccountPower.TrustAndSafety);
    private static readonly SafetyActor Sam = SafetyActor.Of(
        new UserId("0000000000000000000000000D"), AccountPower.TrustAndSafety);
    private static readonly UserId[] Reporters = [Reporter];

    private static readonly SafetyCase Opened = new()
    {
        Id = "1", Subject = SubjectNames.Of(Accused), Accused = Accused, Room = new RoomId("r"), OpenedAt = Noon,
    };

    private static readonly SafetyCase Claimed = Opened.Claim(Rita, Reporters, Noon).Value!;

    private static readonly SafetyCase Suspended = Decided([PenaltyKind.Suspend], TimeSpan.FromDays(7));

    [Fact]
    public void Claim_ByAnother_WaitsForADay()
    {
        Claimed.Claim(Sam, Reporters, Noon.AddHours(23)).Rejection.ShouldBe(SafetyRejection.CaseClaimed);

        Claimed.Claim(Sam, Reporters, Noon.AddHours(24)).Value!.ClaimedBy.ShouldBe(Sam.Name);
    }

    [Fact]
    public void Claim_ByWhoeverReported_IsNotImpartial() =>
        Opened.Claim(SafetyActor.Of(Reporter, AccountPower.TrustAndSafety), Reporters, Noon).Rejection.ShouldBe(
            SafetyRejection.NotImpartial);

    [Fact]
    public void Claim_ByTheAccused_IsNotImpartial() =>
        Opened.Claim(SafetyActor.Of(Accused, AccountPower.TrustAndSafety), Reporters, Noon).Rejection.ShouldBe(
            SafetyRejection.NotImpartial);

    [Fact]
    public void Decide_NotClaimed_IsRefused() =>
        Opened.Decide(Rita, Decision(), Reporters, Noon).Rejection.ShouldBe(SafetyRejection.CaseStateWrong);

    [Fact]
    public void Decide_ByAnother_IsRefused() =>
        Claimed.Decide(Sam, Decision(), Reporters, Noon).Rejection.ShouldBe(SafetyRejection.CaseClaimed);

    [Fact]
    public void Decide_Twice_IsRefused() =>
        Suspended.Decide(Rita, Decision(), Reporters, Noon).Rejection.ShouldBe(SafetyRejection.CaseStateWrong);

    public static TheoryData<PenaltyKind[], int?, bool> Decisions => new()
    {
        { [], null, true },
        { [PenaltyKind.Warn], null, true },
        { [PenaltyKind.Warn, PenaltyKind.Warn], null, false },
        { [PenaltyKind.Suspend], 1, true },
        { [PenaltyKind.Suspend], 365 * 24, true },
        { [PenaltyKind.Suspend], (365 * 24) + 1, false },
        { [PenaltyKind.Suspend], 0, false },
        { [PenaltyKind.Suspend], null, false },
        { [PenaltyKind.Suspend, PenaltyKind.SuspendForGood], 1, false },
        { [PenaltyKind.SuspendForGood], null, true },
        { [PenaltyKind.SuspendForGood], 1, false },
        { [PenaltyKind.EndRoom, PenaltyKind.RemoveProfileText], null, true },
        { [(PenaltyKind)99], null, false },
    };

    [Theory]
    [MemberData(nameof(Decisions))]
    public void Decide_Penalties_MustNotContradictEachOther(PenaltyKind[] penalties, int? hours, bool isAccepted)
    {
        var decision = new CaseDecision([.. penalties], hours is { } count ? TimeSpan.FromHours(count) : null, "because");

        Claimed.Decide(Rita, decision, Reporters, Noon).Rejection.ShouldBe(isAccepted ? null : SafetyRejection.PenaltiesInvalid);
    }

    [Fact]
    public void Decide_NobodyNamed_NeedsTheAccusedForWhatIsTheirs()
    {
        var nameless = Claimed with { Accused = null };

        nameless.Decide(Rita, Decision(PenaltyKind.Warn), Reporters, Noon).Rejection.ShouldBe(SafetyRejection.PenaltiesInvalid);
        nameless.Decide(Rita, Decision(PenaltyKind.EndRoom), Reporters, Noon).IsAccepted.ShouldBeTrue();
        nameless.Decide(Rita, Decision(PenaltyKind.Warn) with { Accused = Accused }, Reporters, Noon).Value!.Accused.ShouldBe(
            Accused);
    }

    [Fact]
    public void Decide_AnotherThanTheReportsName_IsRefused() =>
        Claimed.Decide(Rita, Decision(PenaltyKind.Warn) with { Accused = Reporter }, Reporters, Noon)
            .Rejection.ShouldBe(SafetyRejection.PenaltiesInvalid);

    [Fact]
    public void Decide_EndRoomWhereThereIsNone_IsRefused() =>
        (Claimed with { Room = null }).Decide(Rita, Decision(PenaltyKind.EndRoom), Reporters, Noon)
            .Rejection.ShouldBe(SafetyRejection.PenaltiesInvalid);

    [Fact]
    public void Appeal_ByAnybodyElse_KnowsNoCase() =>
        Suspended.Appeal(Reporter, "unfair").Rejection.ShouldBe(SafetyRejection.CaseUnknown);

    [Fact]
    public void Appeal_AgainstAWarning_IsRefused() =>
        Decided([PenaltyKind.Warn]).Appeal(Accused, "unfair").Rejection.ShouldBe(SafetyRejection.CaseStateWrong);

    [Fact]
    public void Appeal_Again_IsRefusedAlsoAfterTheAppealIsDecided()
    {
        var appealed = Suspended.Appeal(Accused, "unfair").Value!;

        appealed.Appeal(Accused, "very unfair").Rejection.ShouldBe(SafetyRejection.AppealedBefore);
        appealed.DecideAppeal(Sam, uphold: true, "fair", Reporters).Value!.Appeal(Accused, "but")
            .Rejection.ShouldBe(SafetyRejection.AppealedBefore);
    }

    [Fact]
    public void DecideAppeal_ByWhoeverDecided_IsNotImpartial() =>
        Suspended.Appeal(Accused, "unfair").Value!.DecideAppeal(Rita, uphold: true, "fair", Reporters)
            .Rejection.ShouldBe(SafetyRejection.NotImpartial);

    [Fact]
    public void DecideAppeal_ByAnother_ClosesTheCase()
    {
        var closed = Suspended.Appeal(Accused, "unfair").Value!.DecideAppeal(Sam, uphold: false, "a mistake", Reporters).Value!;

        (closed.State, closed.IsUpheld, closed.AppealDecidedBy).ShouldBe((CaseState.Closed, false, Sam.Name));
    }

    [Fact]
    public void DecideAppeal_NobodyAppealed_IsRefused() =>
        Suspended.DecideAppeal(Sam, uphold: false, "a mistake", Reporters).Rejection.ShouldBe(SafetyRejection.CaseStateWrong);

    [Fact]
    public void SuspendedUntil_OfATimedSuspension_CountsFromTheDecision() => Suspended.SuspendedUntil.ShouldBe(Noon.AddDays(7));

    private static SafetyCase Decided(PenaltyKind[] penalties, TimeSpan? length = null) =>
        Claimed.Decide(Rita, new CaseDecision([.. penalties], length, "because"), Reporters, Noon).Value!;

    private static CaseDecision Decision(params PenaltyKind[] penalties) => new([.. penalties], null, "because");
}
