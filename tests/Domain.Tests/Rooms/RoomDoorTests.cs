using AudioRooms.Contracts.Rooms;
using AudioRooms.Domain.Rooms;
using static AudioRooms.Domain.Tests.Rooms.RoomScenario;

namespace AudioRooms.Domain.Tests.Rooms;

public sealed class RoomDoorTests
{
    private static readonly MakeLink ListenerLink = new("link", RoomLinkKind.Listener, "key", TimeSpan.FromHours(1));
    private static readonly MakeLink SpeakerLink = new("speaker", RoomLinkKind.Speaker, "stage", TimeSpan.FromHours(1));
    private static readonly RoomClub Club = new("club", "Makers", MembersOnly: true);

    // Row 33 for kinds, M18 for blocks, S15 for clubs, M56 for links.
    [Theory]
    [InlineData(RoomKind.Open, "", true)]
    [InlineData(RoomKind.Open, "blocked", false)]
    [InlineData(RoomKind.Open, "outside the club", false)]
    [InlineData(RoomKind.Social, "", false)]
    [InlineData(RoomKind.Social, "followed", true)]
    [InlineData(RoomKind.Social, "followed, blocked", false)]
    [InlineData(RoomKind.Social, "asked in", true)]
    [InlineData(RoomKind.Social, "link", true)]
    [InlineData(RoomKind.Closed, "", false)]
    [InlineData(RoomKind.Closed, "followed", false)]
    [InlineData(RoomKind.Closed, "asked in", true)]
    [InlineData(RoomKind.Closed, "asked in, blocked", false)]
    [InlineData(RoomKind.Closed, "asked in, outside the club", false)]
    [InlineData(RoomKind.Closed, "invited", true)]
    [InlineData(RoomKind.Closed, "invited, outside the club", true)]
    [InlineData(RoomKind.Closed, "invited, blocked", false)]
    [InlineData(RoomKind.Closed, "link", true)]
    [InlineData(RoomKind.Closed, "link, blocked", false)]
    [InlineData(RoomKind.Closed, "link, outside the club", false)]
    [InlineData(RoomKind.Closed, "on stage, blocked", true)]
    [InlineData(RoomKind.Closed, "on stage, outside the club", true)]
    public void Admit_ByKindAndWhoItIs_LetsInOrLooksAbsent(RoomKind kind, string what, bool expected)
    {
        var room = Live(new RoomSettings { Kind = kind });
        room = room.TakeStage(Owner, Limits, Noon).After();
        room = !what.Contains("asked in", StringComparison.Ordinal) ? room : room.Ask(Owner, new AskIn(Guest.Id)).After();
        room = !what.Contains("invited", StringComparison.Ordinal) ? room : room.Ask(Owner, new InviteToStage(Guest.Id)).After();
        room = !what.Contains("on stage", StringComparison.Ordinal) ? room : room.TakeStage(Guest, Limits, Noon).After();
        var visitor = new Visitor
        {
            IsFollowed = what.Contains("followed", StringComparison.Ordinal),
            IsBlocked = what.Contains("blocked", StringComparison.Ordinal),
            IsOutsideClub = what.Contains("outside", StringComparison.Ordinal),
            HasLink = what.Contains("link", StringComparison.Ordinal),
        };

        room.Admit(Guest.Id, visitor, listenerCount: 0, Limits).ShouldBe(expected ? null : RoomRejection.NotFound);
        room.IsVisibleTo(Guest.Id, visitor).ShouldBe(expected);
    }

    [Fact]
    public void Admit_OwnerWhomACoHostBlocked_ComesIn() =>
        Live().Admit(Owner.Id, new Visitor { IsBlocked = true, IsOutsideClub = true }, 0, Limits).ShouldBeNull();

    [Theory]
    [InlineData(RoomKind.Open, false, true)]
    [InlineData(RoomKind.Open, true, false)]
    [InlineData(RoomKind.Social, false, false)]
    [InlineData(RoomKind.Closed, false, false)]
    public void IsVisibleToAnybody_ByKindAndClub_IsWhatStrangersSee(RoomKind kind, bool membersOnly, bool expected)
    {
        var command = Command() with { Settings = new RoomSettings { Kind = kind } };

        var room = Room.Create(Id, command, Limits, Noon, membersOnly ? Club : null).After();

        room.IsVisibleToAnybody.ShouldBe(expected);
    }

    [Fact]
    public void TakeStage_SomebodyThereHasBlockedThem_IsRefusedEvenIfInvited()
    {
        var room = Live().Ask(Owner, new InviteToStage(Guest.Id)).After();

        room.TakeStage(Guest, Limits, Noon, isBlocked: true).Rejection.ShouldBe(RoomRejection.StageNotOpen);
        room.TakeStage(Owner, Limits, Noon, isBlocked: true).Rejection.ShouldBeNull();
    }

    [Fact]
    public void ChangeSettings_SocialToOpen_LetsEverybodyIn()
    {
        var room = Live(new RoomSettings { Kind = RoomKind.Social });

        var widened = room.Ask(Owner, new ChangeSettings(RoomKind.Open, null, null, null)).After();

        widened.Admit(Guest.Id, isFollowed: false, 0, Limits).ShouldBeNull();
        widened.Ask(Owner, new ChangeSettings(RoomKind.Social, null, null, null)).Rejection.ShouldBe(RoomRejection.KindNarrowed);
    }

    [Fact]
    public void UseLink_Speakers_BringsStraightOnStageMuted()
    {
        var command = Command(policy: StagePolicy.Owner) with { Settings = new RoomSettings { Kind = RoomKind.Closed } };
        var room = Room.Create(Id, command, Limits, Noon).After().Ask(Owner, SpeakerLink).After();

        room = room.UseLink(Guest.Id, "stage", Limits, Noon).After();

        room.Admit(Guest.Id, isFollowed: false, 0, Limits).ShouldBeNull();
        room.TakeStage(Guest, Limits, Noon).After().Stage.Members.ShouldHaveSingleItem().Muted.ShouldBeTrue();
        room.UseLink(Guest.Id, "stage", Limits, Noon).Events.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("listener's")]
    [InlineData("unknown")]
    [InlineData("expired")]
    [InlineData("revoked")]
    public void UseLink_OfAnotherKindOrLeadingNowhere_ChangesNothing(string which)
    {
        var room = Live(StagePolicy.Owner).Ask(Owner, ListenerLink).After().Ask(Owner, SpeakerLink).After();
        room = which == "revoked" ? room.Ask(Owner, new RevokeLink("speaker")).After() : room;
        var key = which switch { "listener's" => "key", "unknown" => "other", _ => "stage" };

        var used = room.UseLink(Guest.Id, key, Limits, which == "expired" ? Noon.AddHours(1) : Noon);

        used.Rejection.ShouldBeNull();
        used.Events.ShouldBeEmpty();
    }

    [Fact]
    public void Admit_LockedRoom_LetsALinkPass()
    {
        var room = Live().Ask(Owner, new SetLocked(true)).After();

        room.Admit(Guest.Id, default(Visitor), 0, Limits).ShouldBe(RoomRejection.Locked);
        room.Admit(Guest.Id, new Visitor { HasLink = true }, 0, Limits).ShouldBeNull();
    }

    [Fact]
    public void MakeLink_MoreThanTheLimit_IsRefusedUntilOneRunsOut()
    {
        var room = Live();
        for (var count = 0; count < Limits.LinksMax; count++)
        {
            room = room.Ask(Owner, ListenerLink with { Id = $"link{count}" }).After();
        }

        room.Ask(Owner, ListenerLink).Rejection.ShouldBe(RoomRejection.LinksFull);
        var later = room.Decide(Owner, ListenerLink, isFollowed: false, Limits, Noon.AddHours(1)).After();
        later.Links.ShouldHaveSingleItem().Id.ShouldBe("link");
    }

    [Theory]
    [InlineData(59, RoomRejection.LinkLifetimeInvalid)]
    [InlineData(60, null)]
    [InlineData(7 * 24 * 3600, null)]
    [InlineData((7 * 24 * 3600) + 1, RoomRejection.LinkLifetimeInvalid)]
    public void MakeLink_Lifetime_IsAMinuteToAWeek(int seconds, RoomRejection? expected) =>
        Live().Ask(Owner, ListenerLink with { ValidFor = TimeSpan.FromSeconds(seconds) }).Rejection.ShouldBe(expected);

    [Fact]
    public void MakeLink_ByAListener_IsRefused()
    {
        Live().Ask(Guest, ListenerLink).Rejection.ShouldBe(RoomRejection.NotHost);
        Live().Ask(Guest, new RevokeLink("link")).Rejection.ShouldBe(RoomRejection.NotHost);
        Live().Ask(Owner, new RevokeLink("link")).Rejection.ShouldBe(RoomRejection.NoSuchLink);
    }

    [Fact]
    public void RemoveFormerMember_SpeakerOfTheClub_IsOffTheStageAndOut()
    {
        var room = Live().TakeStage(Guest, Limits, Noon).After();

        var after = room.RemoveFormerMember(Guest.Id, Limits, Noon).After();

        after.Stage.Members.ShouldBeEmpty();
        after.Removed.Keys.ShouldBe([Guest.Id]);
        after.RemoveFormerMember(Guest.Id, Limits, Noon).Events.ShouldBeEmpty();
    }

    [Fact]
    public void RemoveFormerMember_WhoHoldsTheRoom_EndsIt() =>
        Live().RemoveFormerMember(Owner.Id, Limits, Noon).After().Phase.ShouldBe(RoomPhase.Ended);
}
