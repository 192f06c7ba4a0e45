using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Discovery;
using AudioRooms.Domain.Rooms;
using static AudioRooms.Domain.Tests.Rooms.RoomScenario;

namespace AudioRooms.Domain.Tests.Rooms;

public sealed class RoomModerationTests
{
    private static readonly Person CoHost = Somebody("cohost");
    private static readonly Person OtherCoHost = Somebody("cohost2");
    private static readonly Person Speaker = Somebody("speaker");

    public static TheoryData<string, RoomCommand> HostCommands => new()
    {
        { "invite", new InviteToStage(Guest.Id) },
        { "withdraw", new WithdrawInvitation(Guest.Id) },
        { "move down", new MoveDown(Speaker.Id) },
        { "mute", new MuteSpeaker(Speaker.Id) },
        { "lower all hands", new LowerAllHands() },
        { "mute all", new MuteAll() },
        { "remove", new RemovePerson(Speaker.Id, IsBan: false) },
        { "ban", new RemovePerson(Speaker.Id, IsBan: true) },
        { "readmit", new ReadmitPerson(Guest.Id) },
        { "appoint", new AppointCoHost(Speaker.Id) },
        { "dismiss", new DismissCoHost(CoHost.Id) },
        { "hand over", new HandOver(Speaker.Id) },
        { "lock", new SetLocked(true) },
        { "pin", new PinLink("https://example.org/") },
        { "rename", new RenameRoom("Tea", []) },
        { "settings", new ChangeSettings(null, HandPolicy.Off, null, null) },
    };

    [Theory]
    [MemberData(nameof(HostCommands))]
    public void AnyHostCommand_BySpeakerOrListener_IsRejected(string name, RoomCommand command)
    {
        Hosted().Ask(Speaker, command).Rejection.ShouldBe(RoomRejection.NotHost, name);
        Hosted().Ask(Guest, command).Rejection.ShouldBe(RoomRejection.NotHost, name);
    }

    public static TheoryData<string, string, string, RoomRejection?> Ranks => new()
    {
        { "mute", "owner", "speaker", null },
        { "mute", "owner", "cohost", null },
        { "mute", "cohost", "speaker", null },
        { "mute", "cohost", "cohost2", RoomRejection.Outranked },
        { "mute", "cohost", "owner", RoomRejection.Outranked },
        { "down", "cohost", "speaker", null },
        { "down", "cohost", "owner", RoomRejection.Outranked },
        { "kick", "owner", "cohost", null },
        { "kick", "cohost", "guest", null },
        { "kick", "cohost", "cohost2", RoomRejection.Outranked },
        { "ban", "owner", "guest", null },
        { "ban", "cohost", "guest", RoomRejection.Outranked },
    };

    [Theory]
    [MemberData(nameof(Ranks))]
    public void Moderation_OfSomebody_NeedsAHigherRank(string what, string actor, string target, RoomRejection? expected)
    {
        var user = new UserId(target);
        RoomCommand command = what switch
        {
            "mute" => new MuteSpeaker(user),
            "down" => new MoveDown(user),
            "kick" => new RemovePerson(user, IsBan: false),
            _ => new RemovePerson(user, IsBan: true),
        };

        Hosted().Ask(Somebody(actor), command).Rejection.ShouldBe(expected);
    }

    [Fact]
    public void MuteSpeaker_ByHost_ShowsInANewEpochAndOnlyTheSpeakerUnmutes()
    {
        var room = Hosted();

        var muted = room.Ask(Owner, new MuteSpeaker(Speaker.Id)).After();

        muted.FindOnStage(Speaker.Id)!.Muted.ShouldBeTrue();
        muted.Stage.Epoch.ShouldBeGreaterThan(room.Stage.Epoch);
        muted.SetMuted(Speaker.Id, muted: false, Noon).After().FindOnStage(Speaker.Id)!.Muted.ShouldBeFalse();
    }

    [Fact]
    public void MuteAll_ByCoHost_SparesWhoTheyDoNotOutrank() =>
        Hosted().Ask(CoHost, new MuteAll()).After().Stage.Members
            .Where(member => member.Muted).Select(member => member.Person).ShouldBe([Speaker]);

    [Fact]
    public void MoveDown_Speaker_LeavesTheStageInANewEpoch()
    {
        var room = Hosted();

        var decision = room.Ask(CoHost, new MoveDown(Speaker.Id));

        decision.Events.ShouldHaveSingleItem().ShouldBeOfType<StageLeft>().By.ShouldBe(CoHost.Id);
        decision.After().Stage.Epoch.ShouldBeGreaterThan(room.Stage.Epoch);
    }

    [Fact]
    public void Remove_Speaker_LeavesTheStageAndStaysOut()
    {
        var removed = Hosted().Ask(Owner, new RemovePerson(Speaker.Id, IsBan: false)).After();

        removed.FindOnStage(Speaker.Id).ShouldBeNull();
        removed.Admit(Speaker.Id, isFollowed: true, 0, Limits).ShouldBe(RoomRejection.Removed);
        removed.TakeStage(Speaker, Limits, Noon).Rejection.ShouldBe(RoomRejection.Removed);
        removed.Ask(Speaker, new RaiseHand(null)).Rejection.ShouldBe(RoomRejection.Removed);
        removed.Ask(Owner, new InviteToStage(Speaker.Id)).Rejection.ShouldBe(RoomRejection.Removed);
    }

    [Fact]
    public void Remove_CoHostWithRaisedHand_IsNeitherAnyMore()
    {
        var room = Hosted().LeaveStage(CoHost.Id, Noon).After().Ask(CoHost, new RaiseHand(null)).After();

        var removed = room.Ask(Owner, new RemovePerson(CoHost.Id, IsBan: false)).After();

        removed.IsHost(CoHost.Id).ShouldBeFalse();
        removed.Hands.Hands.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false, "cohost", null)]
    [InlineData(true, "cohost", RoomRejection.Outranked)]
    [InlineData(true, "owner", null)]
    public void Readmit_Removed_MayComeBack(bool isBan, string actor, RoomRejection? expected)
    {
        var room = Hosted().Ask(Owner, new RemovePerson(Guest.Id, isBan)).After();

        var decision = room.Ask(Somebody(actor), new ReadmitPerson(Guest.Id));

        decision.Rejection.ShouldBe(expected);
        if (expected is null)
        {
            decision.After().Admit(Guest.Id, isFollowed: false, 0, Limits).ShouldBeNull();
        }
    }

    [Fact]
    public void Readmit_NotRemoved_IsRejected() =>
        Hosted().Ask(Owner, new ReadmitPerson(Guest.Id)).Rejection.ShouldBe(RoomRejection.NotRemoved);

    [Fact]
    public void Remove_TooMany_IsRejected()
    {
        var limits = Limits with { RemovedMax = 1 };
        var room = Hosted().Ask(Owner, new RemovePerson(Guest.Id, IsBan: false)).After();

        room.Decide(Owner, new RemovePerson(Speaker.Id, IsBan: false), false, limits, Noon).Rejection.ShouldBe(
            RoomRejection.RemovedFull);
    }

    [Fact]
    public void SetLocked_Newcomer_IsTurnedAwayButNotWhoIsNamed()
    {
        var locked = Hosted().Ask(Owner, new SetLocked(true)).After();

        locked.Admit(Guest.Id, isFollowed: false, 0, Limits).ShouldBe(RoomRejection.Locked);
        locked.Admit(Speaker.Id, isFollowed: false, 0, Limits).ShouldBeNull();
        locked.Ask(Owner, new SetLocked(false)).After().Admit(Guest.Id, isFollowed: false, 0, Limits).ShouldBeNull();
    }

    [Theory]
    [InlineData("https://example.org/paper?q=1", null)]
    [InlineData("http://example.org/", RoomRejection.LinkInvalid)]
    [InlineData("javascript:alert(1)", RoomRejection.LinkInvalid)]
    [InlineData("https://user:secret@example.org/", RoomRejection.LinkInvalid)]
    [InlineData("https://example.org/\u202Egpj.exe", RoomRejection.LinkInvalid)]
    [InlineData("example.org", RoomRejection.LinkInvalid)]
    public void PinLink_Url_IsPlainHttps(string url, RoomRejection? expected) =>
        Hosted().Ask(CoHost, new PinLink(url)).Rejection.ShouldBe(expected);

    [Theory]
    [InlineData(500, null)]
    [InlineData(501, RoomRejection.LinkInvalid)]
    public void PinLink_Length_IsBounded(int length, RoomRejection? expected) =>
        Hosted().Ask(Owner, new PinLink("https://example.org/".PadRight(length, 'a'))).Rejection.ShouldBe(expected);

    [Fact]
    public void Rename_ValidCard_IsShown()
    {
        var card = Hosted().Ask(CoHost, new RenameRoom(" Tea ", ["leaves"])).After().ToView(0).Card;

        card.Title.ShouldBe("Tea");
        card.Topics.ShouldBe(["leaves"]);
    }

    [Theory]
    [InlineData("", RoomRejection.TitleInvalid)]
    [InlineData("Tea", RoomRejection.TopicsInvalid)]
    public void Rename_InvalidCard_IsRejected(string title, RoomRejection expected) =>
        Hosted().Ask(Owner, new RenameRoom(title, ["a", "b", "c", "d"])).Rejection.ShouldBe(expected);

    [Theory]
    [InlineData(RoomKind.Open, "guest", false, null)]
    [InlineData(RoomKind.Social, "guest", false, RoomRejection.NotFound)]
    [InlineData(RoomKind.Social, "guest", true, null)]
    [InlineData(RoomKind.Closed, "guest", true, RoomRejection.NotFound)]
    [InlineData(RoomKind.Closed, "owner", false, null)]
    public void Admit_Kind_DecidesWhoMayEnter(RoomKind kind, string user, bool isFollowed, RoomRejection? expected) =>
        Live(new RoomSettings { Kind = kind }).Admit(new UserId(user), isFollowed, 0, Limits).ShouldBe(expected);

    [Fact]
    public void AskIn_ClosedRoom_LetsThePersonInAndNobodyElse()
    {
        var room = Live(new RoomSettings { Kind = RoomKind.Closed }).Ask(Owner, new AskIn(Guest.Id)).After();

        room.Admit(Guest.Id, isFollowed: false, 0, Limits).ShouldBeNull();
        room.Admit(Speaker.Id, isFollowed: false, 0, Limits).ShouldBe(RoomRejection.NotFound);
        room.Ask(Guest, new AskIn(Speaker.Id)).Rejection.ShouldBe(RoomRejection.NotOnStage);
    }

    [Theory]
    [InlineData(RoomKind.Closed, RoomKind.Open, null)]
    [InlineData(RoomKind.Closed, RoomKind.Social, null)]
    [InlineData(RoomKind.Open, RoomKind.Closed, RoomRejection.KindNarrowed)]
    public void ChangeSettings_Kind_OnlyWidens(RoomKind from, RoomKind to, RoomRejection? expected) =>
        Live(new RoomSettings { Kind = from }).Ask(Owner, new ChangeSettings(to, null, null, null)).Rejection.ShouldBe(expected);

    [Fact]
    public void ChangeSettings_Attendance_IsInTheView() =>
        Hosted().Ask(Owner, new ChangeSettings(null, null, null, AttendancePrivacy.CountsOnly)).After()
            .ToView(0).Settings.Attendance.ShouldBe(AttendancePrivacy.CountsOnly);

    [Theory]
    [InlineData(RoomKind.Open, true)]
    [InlineData(RoomKind.Social, false)]
    [InlineData(RoomKind.Closed, false)]
    public void SearchTexts_Kind_OnlyOpenRoomsAreFound(RoomKind kind, bool isFound) =>
        (SearchTexts.Of(Live(new RoomSettings { Kind = kind })) is not null).ShouldBe(isFound);

    [Fact]
    public void End_ClosedRoomByAStranger_LooksAsIfThereWereNone() =>
        Live(new RoomSettings { Kind = RoomKind.Closed }).End(Guest.Id, Noon).Rejection.ShouldBe(RoomRejection.NotFound);

    private static Room Hosted() => Live()
        .TakeStage(Owner, Limits, Noon).After()
        .TakeStage(CoHost, Limits, Noon).After()
        .TakeStage(OtherCoHost, Limits, Noon).After()
        .TakeStage(Speaker, Limits, Noon).After()
        .Ask(Owner, new AppointCoHost(CoHost.Id)).After()
        .Ask(Owner, new AppointCoHost(OtherCoHost.Id)).After();
}
