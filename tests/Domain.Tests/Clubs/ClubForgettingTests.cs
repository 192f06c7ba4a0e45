using AudioRooms.Contracts.Clubs;
using static AudioRooms.Domain.Tests.Clubs.ClubScenario;

namespace AudioRooms.Domain.Tests.Clubs;

public sealed class ClubForgettingTests
{
    [Fact]
    public void Forget_AnyoneButTheOwner_LeavesNoSeat()
    {
        var club = Peopled(ClubKind.Community);

        foreach (var person in new[] { Leader, Member, Follower, Banned, Invited, Applicant })
        {
            club = club.Forget(person.Id, Noon).After();
        }

        club.Seats.Keys.ShouldBe([Owner.Id]);
        (club.MemberCount, club.FollowerCount, club.PendingCount).ShouldBe((1, 0, 0));
    }

    [Fact]
    public void Forget_TheOwner_IsFollowedByALeaderBeforeAMember()
    {
        var club = Peopled(ClubKind.Show).Forget(Owner.Id, Noon).After();
        var next = club.Forget(Leader.Id, Noon).After();

        club.Owner.ShouldBe(Leader.Id);
        club.Seats.ShouldNotContainKey(Owner.Id);
        next.Owner.ShouldBe(Member.Id);
        next.MemberCount.ShouldBe(1);
    }

    [Fact]
    public void Forget_TheOwnerOfAClubWithoutMembers_ClosesItAndNamesNobody()
    {
        var club = New(ClubKind.Show).Follow(Follower, Limits, Noon).After();

        var closed = club.Forget(Owner.Id, Noon).After();

        closed.ClosedAt.ShouldBe(Noon);
        closed.Describe(Follower.Id).Owner.Handle.ShouldBeEmpty();
        closed.Forget(Owner.Id, Noon).After().ShouldBeSameAs(closed);
    }
}
