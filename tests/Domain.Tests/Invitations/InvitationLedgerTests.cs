using AudioRooms.Contracts;
using AudioRooms.Contracts.Invitations;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Invitations;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Tests.Invitations;

public sealed class InvitationLedgerTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly InvitationOptions Options = new();
    private static readonly UserId Ada = new(Identifiers.NewId());
    private static readonly UserId Ben = new(Identifiers.NewId());
    private static readonly InvitationLedger Fresh = InvitationLedger.Closed.Open(inviter: null, Options);

    [Fact]
    public void Open_AtJoining_CreditsTwoAndRemembersTheInviter()
    {
        var ledger = InvitationLedger.Closed.Open("inviter", Options);

        ledger.RemainingAt(Now).ShouldBe(2);
        ledger.Inviter.ShouldBe("inviter");
    }

    [Fact]
    public void Open_Again_CreditsNothing() => Fresh.Open("another", Options).ShouldBeSameAs(Fresh);

    [Fact]
    public void Issue_BeforeJoining_IsRejected() =>
        InvitationLedger.Closed.Issue("a", InvitationKind.Link, Now, Options).Rejection.ShouldBe(InvitationRejection.NoneLeft);

    [Fact]
    public void Issue_TheThirdOfTwo_IsRejected()
    {
        var ledger = Issue(Issue(Fresh, "a"), "b");

        ledger.Issue("c", InvitationKind.Link, Now, Options).Rejection.ShouldBe(InvitationRejection.NoneLeft);
        ledger.RemainingAt(Now).ShouldBe(0);
    }

    [Fact]
    public void Issue_TheSameKeyAgain_ChangesNothing()
    {
        var ledger = Issue(Fresh, "a");

        Issue(ledger, "a").ShouldBeSameAs(ledger);
    }

    [Fact]
    public void Issue_TheFiftyFirstWithinADay_IsRejectedUntilTheDayIsOver()
    {
        var ledger = Fresh;
        for (var made = 0; made < Options.IssuedPerDayMax; made++)
        {
            ledger = Issue(ledger, $"{made}").Revoke($"{made}", Now).Next.ShouldNotBeNull();
        }

        ledger.Issue("one more", InvitationKind.Link, Now, Options).Rejection.ShouldBe(InvitationRejection.TooManyToday);
        ledger.Issue("one more", InvitationKind.Link, Now.AddDays(1), Options).IsAccepted.ShouldBeTrue();
    }

    [Fact]
    public void Revoke_AnOpenOne_GivesThePlaceBackAndClosesTheDoor()
    {
        var ledger = Issue(Fresh, "a").Revoke("a", Now).Next.ShouldNotBeNull();

        ledger.RemainingAt(Now).ShouldBe(2);
        ledger.Accept("a", Ada, Now).ShouldBeNull();
    }

    [Fact]
    public void Revoke_AnAcceptedOne_IsRejected() =>
        Accept(Issue(Fresh, "a"), "a", Ada).Revoke("a", Now).Rejection.ShouldBe(InvitationRejection.AlreadyAccepted);

    [Fact]
    public void Revoke_AnUnknownOne_IsRejected() => Fresh.Revoke("a", Now).Rejection.ShouldBe(InvitationRejection.NotFound);

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    public void Accept_AroundTheEnd_HoldsUntilThen(int secondsAfterEnd, bool expected)
    {
        var ledger = Issue(Fresh, "a");

        (ledger.Accept("a", Ada, (Now + Options.ExpireAfter).AddSeconds(secondsAfterEnd)) is not null).ShouldBe(expected);
    }

    [Fact]
    public void Accept_BySomebodyElseAfterwards_GetsNoSeat() =>
        Accept(Issue(Fresh, "a"), "a", Ada).Accept("a", Ben, Now).ShouldBeNull();

    [Fact]
    public void Accept_ByTheSameAgain_ChangesNothing()
    {
        var ledger = Accept(Issue(Fresh, "a"), "a", Ada);

        ledger.Accept("a", Ada, Now).ShouldBeSameAs(ledger);
    }

    [Fact]
    public void Accept_WhilePaused_GetsNoSeatUntilItGoesOn()
    {
        var paused = Issue(Fresh, "a").SetPaused(true).Next.ShouldNotBeNull();

        paused.Accept("a", Ada, Now).ShouldBeNull();
        paused.SetPaused(false).Next!.Accept("a", Ada, Now).ShouldNotBeNull();
    }

    [Fact]
    public void Release_ByWhoeverHasTheSeat_HoldsItOutAgain() =>
        Accept(Issue(Fresh, "a"), "a", Ada).Release("a", Ada).Accept("a", Ben, Now).ShouldNotBeNull();

    [Fact]
    public void Release_BySomebodyElse_ChangesNothing()
    {
        var ledger = Accept(Issue(Fresh, "a"), "a", Ada);

        ledger.Release("a", Ben).ShouldBeSameAs(ledger);
    }

    [Fact]
    public void Earn_TheSameOccasionTwice_CountsOnce()
    {
        var once = Fresh.Earn("hosted", 3, Options).Next.ShouldNotBeNull();

        once.RemainingAt(Now).ShouldBe(5);
        once.Earn("hosted", 3, Options).Next.ShouldBeSameAs(once);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(51)]
    public void Earn_ACountOutOfBounds_IsRejected(int count) =>
        Fresh.Earn("hosted", count, Options).Rejection.ShouldBe(InvitationRejection.GrantInvalid);

    [Theory]
    [InlineData(50)]
    [InlineData(3)]
    public void Earn_AtTheBoundAsSet_IsCreditedUpToIt(int atOnceMax)
    {
        var options = new InvitationOptions { EarnedAtOnceMax = atOnceMax };

        Fresh.Earn("hosted", atOnceMax, options).Next.ShouldNotBeNull().Granted.ShouldBe(Fresh.Granted + atOnceMax);
        Fresh.Earn("hosted", atOnceMax + 1, options).Rejection.ShouldBe(InvitationRejection.GrantInvalid);
    }

    [Fact]
    public void Earn_TheBoundAsDelivered_IsFifty() => new InvitationOptions().EarnedAtOnceMax.ShouldBe(50);

    [Fact]
    public void Earn_BeyondTheMostOfAMember_IsRejected() =>
        (Fresh with { Granted = 998 }).Earn("hosted", 3, Options).Rejection.ShouldBe(InvitationRejection.GrantInvalid);

    [Fact]
    public void Earn_BySomebodyWhoNeverJoined_IsRejected() =>
        InvitationLedger.Closed.Earn("hosted", 1, Options).Rejection.ShouldBe(InvitationRejection.MemberUnknown);

    [Fact]
    public void Forget_AMemberWithInvitationsOut_EndsThemAndKeepsThePlaceInTheTree()
    {
        var gone = Issue(InvitationLedger.Closed.Open("inviter", Options), "a").SetPaused(true).Next!.Forget();

        gone.Accept("a", Ada, Now).ShouldBeNull();
        gone.Inviter.ShouldBe("inviter");
        gone.IsPaused.ShouldBeTrue();
    }

    private static InvitationLedger Issue(InvitationLedger ledger, string key) =>
        ledger.Issue(key, InvitationKind.Link, Now, Options).Next.ShouldNotBeNull();

    private static InvitationLedger Accept(InvitationLedger ledger, string key, UserId newcomer) =>
        ledger.Accept(key, newcomer, Now).ShouldNotBeNull();
}
