using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Events;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Events;

namespace AudioRooms.Domain.Tests.Events;

public sealed class EventVisibilityTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 16, 9, 0, 0, TimeSpan.Zero);
    private static readonly Person Host = new(new UserId("host"), "host", "Host");
    private static readonly UserId Ben = new("ben");

    [Theory]
    [InlineData(false, false, ClubRole.None, true)]
    [InlineData(false, true, ClubRole.None, false)]
    [InlineData(false, true, ClubRole.Follower, false)]
    [InlineData(false, true, ClubRole.Member, true)]
    [InlineData(true, false, ClubRole.None, false)]
    [InlineData(true, false, ClubRole.Leader, true)]
    [InlineData(true, false, ClubRole.Owner, true)]
    public void IsVisible_EventOfAClub_IsForMembersWhereClubOrEventSaySo(
        bool isPrivate, bool membersOnly, ClubRole role, bool expected) =>
        EventVisibility.IsVisible(Series("club", membersOnly), Ben, Standing(isPrivate, role)).ShouldBe(expected);

    [Fact]
    public void IsVisible_EventOfNoClub_IsForEverybody() =>
        EventVisibility.IsVisible(Series("", false), Ben, standing: null).ShouldBeTrue();

    [Fact]
    public void IsVisible_ClubThatIsGone_IsForTheHostAlone()
    {
        EventVisibility.IsVisible(Series("club", false), Ben, standing: null).ShouldBeFalse();
        EventVisibility.IsVisible(Series("club", false), Host.Id, standing: null).ShouldBeTrue();
    }

    [Fact]
    public void IsVisible_EventThatCannotBeRead_IsForTheHostAlone()
    {
        var unreadable = Series("", false) with { Plan = Plan("", false) with { Zone = "Mars/Base" } };

        EventVisibility.IsVisible(unreadable, Ben, standing: null).ShouldBeFalse();
        EventVisibility.IsVisible(unreadable, Host.Id, standing: null).ShouldBeTrue();
    }

    [Theory]
    [InlineData("", false, false, false)]
    [InlineData("club", false, false, false)]
    [InlineData("club", true, false, true)]
    [InlineData("club", false, true, true)]
    public void IsForMembers_ByEventAndClub_IsTrueIfEitherSaysSo(string club, bool membersOnly, bool isPrivate, bool expected) =>
        EventVisibility.IsForMembers(Plan(club, membersOnly), Standing(isPrivate, ClubRole.Owner)).ShouldBe(expected);

    [Fact]
    public void IsForMembers_ClubThatIsGone_CountsAsPrivate() =>
        EventVisibility.IsForMembers(Plan("club", false), standing: null).ShouldBeTrue();

    [Fact]
    public void CheckClub_HostWhoMayOpenRooms_IsAccepted()
    {
        EventVisibility.CheckClub(Plan("club", true), Standing(true, ClubRole.Owner, mayOpenRooms: true)).ShouldBeNull();
        EventVisibility.CheckClub(Plan("club", true), Standing(false, ClubRole.Member)).ShouldBe(EventRejection.ClubRefused);
        EventVisibility.CheckClub(Plan("club", true), hostStanding: null).ShouldBe(EventRejection.ClubRefused);
    }

    [Fact]
    public void CheckClub_MembersOnlyOfNoClub_IsRejected()
    {
        EventVisibility.CheckClub(Plan("", true), hostStanding: null).ShouldBe(EventRejection.ClubRefused);
        EventVisibility.CheckClub(Plan("", false), hostStanding: null).ShouldBeNull();
    }

    private static ClubStanding Standing(bool isPrivate, ClubRole role, bool mayOpenRooms = false) =>
        new("Night Owls", isPrivate, role, mayOpenRooms, IsClosed: false);

    private static EventSeries Series(string club, bool membersOnly) =>
        new() { Id = "e1", Plan = Plan(club, membersOnly), CreatedAt = Now };

    private static ScheduleEvent Plan(string club, bool membersOnly) => new(
        Host,
        club,
        membersOnly,
        "Lunch talk",
        Description: "",
        Topics: [],
        "en",
        new DateTime(2026, 3, 20, 12, 0, 0),
        "Europe/Paris",
        TimeSpan.FromHours(1),
        Rule: "",
        CoHosts: [],
        Guests: []);
}
