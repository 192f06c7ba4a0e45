using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Announcements;
using AudioRooms.Domain.Rooms;
using AudioRooms.Domain.Tests.Rooms;

namespace AudioRooms.Domain.Tests.Announcements;

public sealed class RoomAnnouncementsTests
{
    private static readonly UserId Owner = RoomScenario.Owner.Id;
    private static readonly UserId Guest = RoomScenario.Guest.Id;

    [Fact]
    public void Of_RoomCreated_NamesTheOwnerAndTheTitle() =>
        Of(RoomScenario.Live(), Created()).ShouldHaveSingleItem()
            .ShouldBe(new Announcement(AnnouncementKind.RoomStarted, Owner, "room/room", RoomScenario.Noon, Text: "Coffee"));

    [Fact]
    public void Of_RoomOfAClubCreated_IsAnnouncedByTheClubToo()
    {
        var club = new RoomClub("owls", "Owls", MembersOnly: false);
        var room = Room.Create(RoomScenario.Id, RoomScenario.Command(), RoomScenario.Limits, RoomScenario.Noon, club).Next!;

        var announced = Of(room, Created());

        announced.Select(announcement => announcement.Kind)
            .ShouldBe([AnnouncementKind.RoomStarted, AnnouncementKind.ClubRoomStarted]);
        announced.ShouldAllBe(announcement => announcement.Club == "owls");
    }

    [Theory]
    [InlineData(false, false, true)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    public void Of_RoomEnded_NamesThePersonOnlyIfAPersonEndedIt(bool isAbandoned, bool isByService, bool namesTheOwner)
    {
        var ended = new RoomEnded(Owner) { IsAbandoned = isAbandoned, IsByService = isByService };

        Of(RoomScenario.Live(), ended).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            announcement => announcement.Kind.ShouldBe(AnnouncementKind.RoomEnded),
            announcement => announcement.Actor.ShouldBe(namesTheOwner ? Owner : default(UserId?)));
    }

    [Fact]
    public void Of_StageInvited_IsForTheInvited() =>
        Of(RoomScenario.Live(), new StageInvited(Guest, Owner)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            announcement => announcement.Kind.ShouldBe(AnnouncementKind.StageInvited),
            announcement => (announcement.Actor, announcement.Recipient).ShouldBe(((UserId?)Owner, (UserId?)Guest)));

    [Fact]
    public void Of_PersonAskedIn_IsForThatPerson() =>
        Of(RoomScenario.Live(), new PersonAskedIn(Guest, Owner)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            announcement => announcement.Kind.ShouldBe(AnnouncementKind.RoomPing),
            announcement => (announcement.Actor, announcement.Recipient).ShouldBe(((UserId?)Owner, (UserId?)Guest)));

    [Fact]
    public void Of_StageTaken_IsAnnouncedUnlessByTheOwner()
    {
        Of(RoomScenario.Live(), new StageTaken(new StageMember(RoomScenario.Guest, 1, false))).ShouldHaveSingleItem()
            .Kind.ShouldBe(AnnouncementKind.SpokeOnStage);
        Of(RoomScenario.Live(), new StageTaken(new StageMember(RoomScenario.Owner, 1, false))).ShouldBeEmpty();
    }

    [Fact]
    public void Of_SomethingThatConcernsTheRoomAlone_IsNotAnnounced() =>
        Of(RoomScenario.Live(), new CoHostAppointed(Guest)).ShouldBeEmpty();

    private static RoomEvent Created() =>
        Room.Create(RoomScenario.Id, RoomScenario.Command(), RoomScenario.Limits, RoomScenario.Noon).Events
            .ShouldHaveSingleItem();

    private static List<Announcement> Of(Room room, RoomEvent happened) =>
        [.. RoomAnnouncements.Of(room, happened with { At = RoomScenario.Noon })];
}
