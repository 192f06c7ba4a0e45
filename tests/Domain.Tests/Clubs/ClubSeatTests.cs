using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Clubs;
using static AudioRooms.Domain.Tests.Clubs.ClubScenario;

namespace AudioRooms.Domain.Tests.Clubs;

public sealed class ClubSeatTests
{
    // The joining rule of each kind: a show is open, a community needs an approval, a private group needs an invitation.
    [Theory]
    [InlineData(ClubKind.Show, null, ClubRejection.NothingToApplyFor)]
    [InlineData(ClubKind.Community, ClubRejection.ApplicationNeeded, null)]
    [InlineData(ClubKind.Private, ClubRejection.NotFound, ClubRejection.NotFound)]
    public void JoinAndApply_ByAStranger_FollowTheKind(ClubKind kind, ClubRejection? join, ClubRejection? apply)
    {
        New(kind).Join(Outsider, 0, Limits, Noon).Rejection.ShouldBe(join);
        New(kind).Apply(Outsider, string.Empty, 0, Limits, Noon).Rejection.ShouldBe(apply);
    }

    [Theory]
    [InlineData(ClubKind.Show)]
    [InlineData(ClubKind.Community)]
    [InlineData(ClubKind.Private)]
    public void Join_ByWhoIsInvited_BecomesAMember(ClubKind kind)
    {
        var club = Peopled(kind).Join(Invited, 0, Limits, Noon).After();

        club.RoleOf(Invited.Id).ShouldBe(ClubRole.Member);
        club.Seats[Invited.Id].Pending.ShouldBe(ClubPending.None);
    }

    [Fact]
    public void Approve_AnApplicant_BecomesAMember() =>
        Peopled(ClubKind.Community).Approve(Leader.Id, Applicant.Id, Limits, Noon).After().RoleOf(Applicant.Id)
            .ShouldBe(ClubRole.Member);

    [Fact]
    public void Reject_AnApplicantWhoFollows_StillFollows()
    {
        var club = Peopled(ClubKind.Community).Apply(Follower, string.Empty, 0, Limits, Noon).After();

        club = club.Reject(Leader.Id, Follower.Id, Noon).After();

        club.Seats[Follower.Id].ShouldBe(
            new ClubSeat(Follower.Id, Follower, ClubRole.Follower, ClubPending.None, string.Empty, Noon));
    }

    [Theory]
    [InlineData("Why?", "", ClubRejection.AnswerInvalid)]
    [InlineData("Why?", "Because.", null)]
    [InlineData("", "", null)]
    [InlineData("", "Hello!", null)]
    public void Apply_WhereAQuestionIsAsked_NeedsAnAnswer(string question, string answer, ClubRejection? rejection) =>
        New(ClubKind.Community, Settings with { Question = question })
            .Apply(Outsider, answer, 0, Limits, Noon).Rejection.ShouldBe(rejection);

    [Fact]
    public void Apply_AnswerTooLong_IsRejected() =>
        New(ClubKind.Community)
            .Apply(Outsider, new string('x', 501), 0, Limits, Noon).Rejection
            .ShouldBe(ClubRejection.AnswerInvalid);

    [Theory]
    [InlineData(0, ClubRejection.RulesNotAccepted)]
    [InlineData(1, null)]
    [InlineData(2, ClubRejection.RulesNotAccepted)]
    public void JoinAndApply_WhereThereAreRules_NeedTheCurrentEdition(int edition, ClubRejection? rejection)
    {
        var rules = Settings with { Rules = "Be kind." };

        New(ClubKind.Show, rules).Join(Outsider, edition, Limits, Noon).Rejection.ShouldBe(rejection);
        New(ClubKind.Community, rules).Apply(Outsider, string.Empty, edition, Limits, Noon).Rejection.ShouldBe(rejection);
    }

    [Fact]
    public void Invite_AnApplicant_IsIn() =>
        Peopled(ClubKind.Community).Invite(Leader.Id, Applicant.Id, Limits, Noon).After().RoleOf(Applicant.Id)
            .ShouldBe(ClubRole.Member);

    // The permissions of each role: leaders invite people and open rooms, the owner decides (features 94).
    [Theory]
    [InlineData("owner", true, true)]
    [InlineData("leader", true, false)]
    [InlineData("member", false, false)]
    [InlineData("follower", false, false)]
    [InlineData("banned", false, false)]
    [InlineData("invited", false, false)]
    [InlineData("applicant", false, false)]
    [InlineData("outsider", false, false)]
    public void Commands_ByEveryRole_FollowTheTable(string role, bool mayBringPeople, bool mayDecide)
    {
        var club = Peopled(ClubKind.Community);
        var actor = new UserId(role);

        Refusal(club.Approve(actor, Applicant.Id, Limits, Noon)).ShouldBe(!mayBringPeople);
        Refusal(club.Reject(actor, Applicant.Id, Noon)).ShouldBe(!mayBringPeople);
        Refusal(club.Invite(actor, Outsider.Id, Limits, Noon)).ShouldBe(!mayBringPeople);
        Refusal(club.Edit(actor, Settings, Limits)).ShouldBe(!mayDecide);
        Refusal(club.Appoint(actor, Member.Id, ClubRole.Leader, Noon)).ShouldBe(!mayDecide);
        Refusal(club.Remove(actor, Member.Id)).ShouldBe(!mayDecide);
        Refusal(club.Ban(actor, Member.Id, Noon)).ShouldBe(!mayDecide);
        Refusal(club.Pardon(actor, Banned.Id)).ShouldBe(!mayDecide);
        Refusal(club.HandOver(actor, Member.Id, Noon)).ShouldBe(!mayDecide);
        Refusal(club.Close(actor, Noon)).ShouldBe(!mayDecide);

        static bool Refusal(ClubDecision decision)
        {
            decision.Rejection.ShouldBeOneOf(null, ClubRejection.NotAllowed);
            return !decision.IsAccepted;
        }
    }

    [Theory]
    [InlineData(ClubRoomOpeners.Leaders, "owner,leader")]
    [InlineData(ClubRoomOpeners.Members, "owner,leader,member")]
    public void MayOpenRooms_ByEveryRole_FollowsTheSetting(ClubRoomOpeners openers, string expected)
    {
        var club = Peopled(ClubKind.Community).Edit(Owner.Id, Settings with { RoomOpeners = openers }, Limits).After();

        new[] { Owner, Leader, Member, Follower, Banned, Invited, Applicant, Outsider }
            .Where(person => club.MayOpenRooms(person.Id)).Select(person => person.Handle).ShouldBe(expected.Split(','));
    }

    [Theory]
    [InlineData("outsider")]
    [InlineData("banned")]
    public void Commands_OnAPrivateClubByThoseOutside_AllSayThatThereIsNone(string outside)
    {
        var club = Peopled(ClubKind.Private);
        var person = Somebody(outside);
        var user = person.Id;

        ClubRejection?[] answers =
        [
            club.ViewFor(user).Rejection,
            club.CheckListing(user, ClubListing.Members),
            club.CheckListing(user, ClubListing.Banned),
            club.Edit(user, Settings, Limits).Rejection,
            club.Follow(person, Limits, Noon).Rejection,
            club.Join(person, 0, Limits, Noon).Rejection,
            club.Apply(person, string.Empty, 0, Limits, Noon).Rejection,
            club.Leave(user).Rejection,
            club.Approve(user, Invited.Id, Limits, Noon).Rejection,
            club.Reject(user, Invited.Id, Noon).Rejection,
            club.Invite(user, Invited.Id, Limits, Noon).Rejection,
            club.Appoint(user, Member.Id, ClubRole.Leader, Noon).Rejection,
            club.Remove(user, Member.Id).Rejection,
            club.Ban(user, Member.Id, Noon).Rejection,
            club.Pardon(user, Banned.Id).Rejection,
            club.HandOver(user, Member.Id, Noon).Rejection,
            club.Close(user, Noon).Rejection,
        ];

        answers.ShouldAllBe(answer => answer == ClubRejection.NotFound);
    }

    [Fact]
    public void CheckListing_OfAPrivateClubByWhoIsOnlyInvited_IsNotAllowed()
    {
        var club = Peopled(ClubKind.Private);

        club.ViewFor(Invited.Id).IsAccepted.ShouldBeTrue();
        club.CheckListing(Invited.Id, ClubListing.Members).ShouldBe(ClubRejection.NotAllowed);
    }

    [Fact]
    public void Ban_AMember_KeepsThemOutUntilPardoned()
    {
        var banned = Peopled(ClubKind.Show).Ban(Owner.Id, Member.Id, Noon).After();
        var pardoned = banned.Pardon(Owner.Id, Member.Id).After();

        banned.Join(Member, 0, Limits, Noon).Rejection.ShouldBe(ClubRejection.Banned);
        banned.Follow(Member, Limits, Noon).Rejection.ShouldBe(ClubRejection.Banned);
        banned.Leave(Member.Id).Rejection.ShouldBe(ClubRejection.Banned);
        banned.Invite(Owner.Id, Member.Id, Limits, Noon).Rejection.ShouldBe(ClubRejection.Banned);
        banned.Remove(Owner.Id, Member.Id).After().RoleOf(Member.Id).ShouldBe(ClubRole.Banned);
        pardoned.Join(Member, 0, Limits, Noon).After().RoleOf(Member.Id).ShouldBe(ClubRole.Member);
    }

    [Fact]
    public void HandOver_ToAMember_ChangesPlaces()
    {
        var club = Peopled(ClubKind.Show).HandOver(Owner.Id, Member.Id, Noon).After();

        club.Owner.ShouldBe(Member.Id);
        club.RoleOf(Member.Id).ShouldBe(ClubRole.Owner);
        club.RoleOf(Owner.Id).ShouldBe(ClubRole.Leader);
        club.Leave(Owner.Id).IsAccepted.ShouldBeTrue();
    }

    [Fact]
    public void HandOver_ToAFollower_IsRejected() =>
        Peopled(ClubKind.Show).HandOver(Owner.Id, Follower.Id, Noon).Rejection.ShouldBe(ClubRejection.NotMember);

    [Fact]
    public void TheOwner_CannotLeaveOrBeSentAway()
    {
        var club = Peopled(ClubKind.Show);

        club.Leave(Owner.Id).Rejection.ShouldBe(ClubRejection.OwnerStays);
        club.Remove(Owner.Id, Owner.Id).Rejection.ShouldBe(ClubRejection.OwnerStays);
        club.Ban(Owner.Id, Owner.Id, Noon).Rejection.ShouldBe(ClubRejection.OwnerStays);
        club.Appoint(Owner.Id, Owner.Id, ClubRole.Member, Noon).Rejection.ShouldBe(ClubRejection.OwnerStays);
    }

    [Theory]
    [InlineData(ClubRole.Owner)]
    [InlineData(ClubRole.Follower)]
    [InlineData(ClubRole.Banned)]
    [InlineData(ClubRole.None)]
    public void Appoint_ARoleThatCannotBeGiven_IsRejected(ClubRole role) =>
        Peopled(ClubKind.Show).Appoint(Owner.Id, Member.Id, role, Noon).Rejection.ShouldBe(ClubRejection.RoleInvalid);

    [Fact]
    public void Join_NoPlaceLeft_IsRejected()
    {
        var limits = Limits with { MemberCountMax = 2, FollowerCountMax = 1, PendingCountMax = 1 };
        var club = New(ClubKind.Show).Join(Member, 0, limits, Noon).After().Follow(Follower, limits, Noon).After();
        club = club.Invite(Owner.Id, Invited.Id, limits, Noon).After();

        club.Join(Outsider, 0, limits, Noon).Rejection.ShouldBe(ClubRejection.Full);
        club.Follow(Outsider, limits, Noon).Rejection.ShouldBe(ClubRejection.Full);
        club.Invite(Owner.Id, Outsider.Id, limits, Noon).Rejection.ShouldBe(ClubRejection.TooManyPending);
    }

    [Fact]
    public void Commands_Repeated_ChangeNothing()
    {
        var club = Peopled(ClubKind.Community);

        ClubDecision[] repeated =
        [
            club.Join(Member, 0, Limits, Noon),
            club.Apply(Member, string.Empty, 0, Limits, Noon),
            club.Follow(Follower, Limits, Noon),
            club.Leave(Outsider.Id),
            club.Approve(Owner.Id, Member.Id, Limits, Noon),
            club.Invite(Owner.Id, Invited.Id, Limits, Noon),
            club.Appoint(Owner.Id, Leader.Id, ClubRole.Leader, Noon),
            club.Remove(Owner.Id, Outsider.Id),
            club.Ban(Owner.Id, Banned.Id, Noon),
            club.Pardon(Owner.Id, Outsider.Id),
            club.HandOver(Owner.Id, Owner.Id, Noon),
        ];

        repeated.ShouldAllBe(
            decision => decision.IsAccepted && decision.Next!.Version == club.Version && decision.Touched.IsEmpty);
    }
}
