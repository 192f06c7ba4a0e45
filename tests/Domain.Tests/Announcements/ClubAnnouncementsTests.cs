using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Announcements;
using AudioRooms.Domain.Clubs;
using static AudioRooms.Domain.Tests.Clubs.ClubScenario;

namespace AudioRooms.Domain.Tests.Announcements;

public sealed class ClubAnnouncementsTests
{
    [Fact]
    public void Of_AnInvitation_IsForTheInvited()
    {
        var club = New(ClubKind.Private);

        Of(club, club.Invite(Owner.Id, Outsider.Id, Limits, Noon), Owner).ShouldBe(
            [new Announcement(AnnouncementKind.ClubInvited, Owner.Id, "club/c1", Noon, Outsider.Id, "Night Owls", "c1")]);
    }

    [Fact]
    public void Of_AnApplication_IsTheApplicants()
    {
        var club = New(ClubKind.Community);

        Of(club, club.Apply(Outsider, string.Empty, 0, Limits, Noon), Outsider).ShouldBe(
            [new Announcement(AnnouncementKind.ClubApplied, Outsider.Id, "club/c1", Noon, null, "Night Owls", "c1")]);
    }

    [Fact]
    public void Of_AMemberWhoJoined_IsSaidOnce()
    {
        var club = Peopled(ClubKind.Private);

        Of(club, club.Join(Invited, 0, Limits, Noon), Invited).ShouldBe(
            [new Announcement(AnnouncementKind.ClubMemberJoined, Invited.Id, "club/c1", Noon, null, "Night Owls", "c1")]);
    }

    [Fact]
    public void Of_AnApplicantWhoWasLetIn_TellsThatPersonToo()
    {
        var club = Peopled(ClubKind.Community);

        var announced = Of(club, club.Approve(Owner.Id, Applicant.Id, Limits, Noon), Owner);

        announced.ShouldAllBe(announcement => announcement.Kind == AnnouncementKind.ClubMemberJoined);
        announced.Select(announcement => (announcement.Actor, announcement.Recipient)).ShouldBe(
            [((UserId?)Applicant.Id, default(UserId?)), ((UserId?)Owner.Id, (UserId?)Applicant.Id)]);
    }

    [Fact]
    public void Of_AMemberWhoIsMadeLeader_IsNotAnnounced()
    {
        var club = Peopled(ClubKind.Private);

        Of(club, club.Appoint(Owner.Id, Member.Id, ClubRole.Leader, Noon), Owner).ShouldBeEmpty();
    }

    [Fact]
    public void Of_APersonWhoLeft_IsNotAnnounced()
    {
        var club = Peopled(ClubKind.Private);

        Of(club, club.Leave(Member.Id), Member).ShouldBeEmpty();
    }

    private static List<Announcement> Of(Club before, ClubDecision decision, Person actor)
    {
        decision.Rejection.ShouldBeNull();
        return [.. ClubAnnouncements.Of(before, decision.Next!, decision.Touched, actor.Id, Noon)];
    }
}
