using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Events;
using AudioRooms.Contracts.Notifications;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Announcements;
using AudioRooms.Domain.Events;
using AudioRooms.Domain.Notifications;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Tests.Notifications;

public sealed class AudienceRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 16, 9, 0, 0, TimeSpan.Zero);
    private static readonly UserId Ada = new("ada");
    private static readonly UserId Ben = new("ben");
    private static readonly UserId Eve = new("eve");
    private static readonly RoomClub PublicClub = new("owls", "Owls", MembersOnly: false);
    private static readonly RoomClub MembersClub = new("owls", "Owls", MembersOnly: true);

    [Fact]
    public void SourceOf_EachKind_IsNobodyExactlyWhereItIsNothingForPeople() => Enum.GetValues<AnnouncementKind>()
        .ShouldAllBe(kind => (AudienceRules.SourceOf(kind) == AudienceSource.Nobody) == (AudienceRules.KindOf(kind) == null));

    [Fact]
    public void OfRoom_RoomStarted_TellsTheOwnersFollowers()
    {
        var audience = AudienceRules.OfRoom(Happened(AnnouncementKind.RoomStarted), Room(onStage: Ben), standing: null)
            .ShouldNotBeNull();

        audience.Kind.ShouldBe(AudienceKind.Followers);
        audience.Actor.ShouldBe(Ada);
        audience.Seen.ShouldBe([Ada, Ben]);
        audience.FollowedBy.ShouldBeNull();
    }

    [Theory]
    [InlineData(AnnouncementKind.RoomStarted)]
    [InlineData(AnnouncementKind.StageInvited)]
    [InlineData(AnnouncementKind.ClubRoomStarted)]
    public void OfRoom_RoomThatHasEnded_TellsNobody(AnnouncementKind kind)
    {
        AudienceRules.OfRoom(Happened(kind, recipient: Ben), Room(phase: RoomPhase.Ended, club: PublicClub), Standing(false))
            .ShouldBeNull();
        AudienceRules.OfRoom(Happened(kind, recipient: Ben), room: null, Standing(false)).ShouldBeNull();
    }

    [Theory]
    [InlineData(AnnouncementKind.RoomStarted)]
    [InlineData(AnnouncementKind.SpokeOnStage)]
    public void OfRoom_ClosedRoom_TellsNobodyButTheInvited(AnnouncementKind kind)
    {
        var closed = Room(RoomKind.Closed, onStage: Ada);

        AudienceRules.OfRoom(Happened(kind), closed, standing: null).ShouldBeNull();
        AudienceRules.OfRoom(Happened(AnnouncementKind.StageInvited, recipient: Ben), closed, standing: null)!
            .ShouldSatisfyAllConditions(one => one.Kind.ShouldBe(AudienceKind.Recipient), one => one.SubjectId.ShouldBe("ben"));
    }

    [Fact]
    public void OfRoom_SocialRoom_TellsPeopleWhomSomebodyOnStageFollows()
    {
        var social = Room(RoomKind.Social, onStage: Ben);

        AudienceRules.OfRoom(Happened(AnnouncementKind.RoomStarted), social, standing: null)!.FollowedBy.ShouldBe([Ada, Ben]);
        AudienceRules.OfRoom(Happened(AnnouncementKind.StageInvited, recipient: Eve), social, standing: null)!.FollowedBy
            .ShouldBeNull();
    }

    [Fact]
    public void OfRoom_SpeakerWhoLeftTheStage_IsNotToldOf()
    {
        var spoke = Happened(AnnouncementKind.SpokeOnStage) with { Actor = Ben };

        AudienceRules.OfRoom(spoke, Room(onStage: Eve), standing: null).ShouldBeNull();
        AudienceRules.OfRoom(spoke, Room(onStage: Ben), standing: null)!.Kind.ShouldBe(AudienceKind.KeenFollowers);
    }

    [Fact]
    public void OfRoom_RoomOfAMembersClub_IsToldByTheClub()
    {
        AudienceRules.OfRoom(Happened(AnnouncementKind.RoomStarted), Room(club: MembersClub), standing: null).ShouldBeNull();
        AudienceRules.OfRoom(Happened(AnnouncementKind.SpokeOnStage), Room(club: MembersClub, onStage: Ada), standing: null)!
            .MembersOf.ShouldBe("owls");
    }

    [Fact]
    public void OfRoom_RoomOfAPublicClub_TellsFollowersOutsideTheClub() =>
        AudienceRules.OfRoom(Happened(AnnouncementKind.RoomStarted), Room(club: PublicClub), standing: null)!.NotOf
            .ShouldBe("owls");

    [Theory]
    [InlineData(false, false, AudienceKind.ClubPeople)]
    [InlineData(true, false, AudienceKind.ClubMembers)]
    [InlineData(true, true, AudienceKind.ClubMembersWhoFollow)]
    public void OfRoom_ClubRoomStarted_TellsThePeopleOfTheClub(bool membersOnly, bool isPrivate, AudienceKind expected)
    {
        var room = Room(RoomKind.Social, club: membersOnly ? MembersClub : PublicClub);

        var audience = AudienceRules.OfRoom(Happened(AnnouncementKind.ClubRoomStarted), room, Standing(isPrivate))
            .ShouldNotBeNull();

        (audience.Kind, audience.SubjectId, audience.FollowedBy).ShouldBe((expected, "owls", null));
    }

    [Fact]
    public void OfRoom_ClubRoomOfAClubThatIsGone_TellsNobody()
    {
        AudienceRules.OfRoom(Happened(AnnouncementKind.ClubRoomStarted), Room(club: PublicClub), standing: null).ShouldBeNull();
        AudienceRules.OfRoom(Happened(AnnouncementKind.ClubRoomStarted), Room(), Standing(false)).ShouldBeNull();
        var byNobody = Happened(AnnouncementKind.ClubRoomStarted) with { Actor = null };
        AudienceRules.OfRoom(byNobody, Room(club: PublicClub), Standing(false)).ShouldBeNull();
    }

    [Fact]
    public void ClubToAsk_ForAClubRoomAlone_IsTheRoomsClub()
    {
        AudienceRules.ClubToAsk(Happened(AnnouncementKind.ClubRoomStarted), Room(club: PublicClub)).ShouldBe("owls");
        AudienceRules.ClubToAsk(Happened(AnnouncementKind.RoomStarted), Room(club: PublicClub)).ShouldBeNull();
        AudienceRules.ClubToAsk(Happened(AnnouncementKind.ClubRoomStarted), Room()).ShouldBeNull();
    }

    [Fact]
    public void OfRoom_PersonAskedIn_IsToldIfTheyStillFollow() =>
        AudienceRules.OfRoom(Happened(AnnouncementKind.RoomPing, recipient: Ben), Room(), standing: null)!.Kind
            .ShouldBe(AudienceKind.FollowingRecipient);

    [Theory]
    [InlineData(AnnouncementKind.ClubMemberJoined, false, AudienceKind.ClubAdmins, "owls")]
    [InlineData(AnnouncementKind.ClubApplied, false, AudienceKind.ClubAdmins, "owls")]
    [InlineData(AnnouncementKind.ClubMemberJoined, true, AudienceKind.Recipient, "ben")]
    [InlineData(AnnouncementKind.ClubInvited, true, AudienceKind.Recipient, "ben")]
    [InlineData(AnnouncementKind.Followed, true, AudienceKind.Recipient, "ben")]
    public void Of_SomethingAboutPeople_TellsTheOneItIsForOrWhoRunsTheClub(
        AnnouncementKind kind, bool hasRecipient, AudienceKind expected, string subject)
    {
        var audience = AudienceRules.Of(Happened(kind, "club/owls", hasRecipient ? Ben : null)).ShouldNotBeNull();

        (audience.Kind, audience.SubjectId).ShouldBe((expected, subject));
    }

    [Fact]
    public void Of_FollowForNobody_TellsNobody() =>
        AudienceRules.Of(Happened(AnnouncementKind.Followed, "user/ada")).ShouldBeNull();

    [Theory]
    [InlineData(AnnouncementKind.EventScheduled, AudienceKind.Followers, "")]
    [InlineData(AnnouncementKind.EventMoved, AudienceKind.EventEverybody, "e1")]
    [InlineData(AnnouncementKind.EventCancelled, AudienceKind.EventEverybody, "e1")]
    [InlineData(AnnouncementKind.EventReminder, AudienceKind.EventPeople, "e1")]
    [InlineData(AnnouncementKind.EventHostReminder, AudienceKind.EventHosts, "e1")]
    [InlineData(AnnouncementKind.EventStarting, AudienceKind.EventHosts, "e1")]
    public void OfEvent_PublicEvent_TellsThoseWhomItConcerns(AnnouncementKind kind, AudienceKind expected, string subject)
    {
        var audience = AudienceRules.OfEvent(Happened(kind, "event/e1"), Series(), hostStanding: null).ShouldNotBeNull();

        (audience.Kind, audience.SubjectId, audience.MembersOf).ShouldBe((expected, subject, null));
        audience.Seen.ShouldBe([Ada]);
    }

    [Fact]
    public void OfEvent_EventOfAPrivateClub_TellsMembersOnly()
    {
        var series = Series(club: "owls");

        var scheduled = AudienceRules.OfEvent(
            Happened(AnnouncementKind.EventScheduled, "event/e1"), series, Standing(isPrivate: true)).ShouldNotBeNull();
        (scheduled.Kind, scheduled.SubjectId, scheduled.MembersOf).ShouldBe((AudienceKind.ClubMembers, "owls", "owls"));
        AudienceRules.OfEvent(Happened(AnnouncementKind.EventMoved, "event/e1"), series, Standing(isPrivate: true))!.MembersOf
            .ShouldBe("owls");
        AudienceRules.OfEvent(Happened(AnnouncementKind.EventScheduled, "event/e1"), series, Standing(isPrivate: false))!.Kind
            .ShouldBe(AudienceKind.Followers);
    }

    [Fact]
    public void OfEvent_PersonNamedByTheEvent_IsTheOnlyOneTold() =>
        AudienceRules.OfEvent(Happened(AnnouncementKind.EventReminder, "event/e1", Ben), Series(), hostStanding: null)!.Kind
            .ShouldBe(AudienceKind.Recipient);

    [Fact]
    public void OfEvent_EventThatIsGone_TellsNobody() =>
        AudienceRules.OfEvent(Happened(AnnouncementKind.EventReminder, "event/e1", Ben), series: null, hostStanding: null)
            .ShouldBeNull();

    [Theory]
    [InlineData(AnnouncementKind.RoomStarted, true)]
    [InlineData(AnnouncementKind.SpokeOnStage, false)]
    public void NotificationOf_PersonWhoHearsSometimes_IsSparingAboutRoomsThatOpen(AnnouncementKind kind, bool isSparing)
    {
        AudienceRules.NotificationOf(Happened(kind), "n1", isSparing: true).IsSparing.ShouldBe(isSparing);
        AudienceRules.NotificationOf(Happened(kind), "n1", isSparing: false)
            .ShouldBe(new Notification("n1", AudienceRules.KindOf(kind)!.Value, Ada, "room/r1", "Coffee", null, Now, false));
    }

    [Fact]
    public void NotificationOf_NothingForPeople_Throws() =>
        Should.Throw<ArgumentException>(() => AudienceRules.NotificationOf(Happened(AnnouncementKind.ReportFiled), "n1", false));

    [Fact]
    public void WithdrawsBefore_RoomEnded_TakesBackItsLastMillisecondToo()
    {
        AudienceRules.WithdrawsBefore(Happened(AnnouncementKind.RoomEnded), null).ShouldBe(Now.AddMilliseconds(1));
        AudienceRules.WithdrawsBefore(Happened(AnnouncementKind.RoomStarted), null).ShouldBeNull();
    }

    [Fact]
    public void WithdrawsBefore_EventCancelled_TakesBackOnlyIfTheWholeSeriesIs()
    {
        var cancelled = Happened(AnnouncementKind.EventCancelled, "event/e1");

        AudienceRules.WithdrawsBefore(cancelled, Series().Cancel(Ada, Now).Next).ShouldBe(Now);
        AudienceRules.WithdrawsBefore(cancelled, series: null).ShouldBe(Now);
        AudienceRules.WithdrawsBefore(cancelled, Series()).ShouldBeNull();
    }

    private static Announcement Happened(AnnouncementKind kind, string subject = "room/r1", UserId? recipient = null) =>
        new(kind, Ada, subject, Now, recipient, "Coffee");

    private static ClubStanding Standing(bool isPrivate) =>
        new("Owls", isPrivate, ClubRole.Owner, MayOpenRooms: true, IsClosed: false);

    private static RoomView Room(
        RoomKind kind = RoomKind.Open, RoomPhase phase = RoomPhase.Live, RoomClub? club = null, UserId? onStage = null) => new(
        new RoomCard(new RoomId("r1"), "Coffee", [], "en", Person(Ada), phase, 1, 0, Now, null, StagePolicy.Open, 3)
        {
            Kind = kind, Club = club,
        },
        Version: 1,
        onStage is { } speaker ? new StageView(1, [new StageMember(Person(speaker), 1, Muted: false)]) : StageView.Empty);

    private static EventSeries Series(string club = "") => EventSeries.Schedule(
        "e1",
        new ScheduleEvent(
            Person(Ada),
            club,
            MembersOnly: false,
            "Lunch talk",
            Description: "",
            Topics: [],
            "en",
            new DateTime(2026, 3, 20, 12, 0, 0),
            "Europe/Paris",
            TimeSpan.FromHours(1),
            Rule: "",
            CoHosts: [],
            Guests: []),
        new EventLimits(),
        Now).Next.ShouldNotBeNull();

    private static Person Person(UserId user) => new(user, user.Value, user.Value);
}
