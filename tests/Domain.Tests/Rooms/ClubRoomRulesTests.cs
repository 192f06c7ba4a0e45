using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Domain.Rooms;

namespace AudioRooms.Domain.Tests.Rooms;

public sealed class ClubRoomRulesTests
{
    [Theory]
    [InlineData(true, false, true)]
    [InlineData(false, true, true)] // the club agreed to the event earlier
    [InlineData(false, false, false)]
    public void Agree_OwnerInTheClub_MustBeAllowedOrAgreedTo(bool mayOpenRooms, bool isClubAgreed, bool expected)
    {
        var command = RoomScenario.Command() with { IsClubAgreed = isClubAgreed };

        (ClubRoomRules.Agree("owls", command, Standing(mayOpenRooms)) is not null).ShouldBe(expected);
    }

    [Fact]
    public void Agree_ClubThatIsClosedOrGone_DoesNot()
    {
        var command = RoomScenario.Command() with { IsClubAgreed = true };

        ClubRoomRules.Agree("owls", command, Standing(mayOpenRooms: true) with { IsClosed = true }).ShouldBeNull();
        ClubRoomRules.Agree("owls", command, standing: null).ShouldBeNull();
    }

    [Theory]
    [InlineData(false, false, false)]
    [InlineData(true, false, true)]
    [InlineData(false, true, true)]
    public void Agree_PrivateClubOrMembersRoom_IsForMembersOnly(bool isPrivate, bool membersOnly, bool expected)
    {
        var command = RoomScenario.Command() with { MembersOnly = membersOnly };

        var club = ClubRoomRules.Agree("owls", command, Standing(mayOpenRooms: true) with { IsPrivate = isPrivate });

        club.ShouldBe(new RoomClub("owls", "Owls", expected));
    }

    private static ClubStanding Standing(bool mayOpenRooms) =>
        new("Owls", IsPrivate: false, ClubRole.Member, mayOpenRooms, IsClosed: false);
}
