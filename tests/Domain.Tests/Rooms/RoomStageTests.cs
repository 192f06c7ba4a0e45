using AudioRooms.Contracts.Rooms;
using static AudioRooms.Domain.Tests.Rooms.RoomScenario;

namespace AudioRooms.Domain.Tests.Rooms;

public sealed class RoomStageTests
{
    [Fact]
    public void TakeStage_OpenRoom_BringsGuestOnStageUnmuted()
    {
        var decision = Live().TakeStage(Guest, Limits, Noon);

        var member = decision.After().Stage.Members.ShouldHaveSingleItem();
        member.Person.ShouldBe(Guest);
        member.Muted.ShouldBeFalse();
    }

    [Fact]
    public void TakeStage_AlreadyOnStage_IsRejected()
    {
        var room = Live().TakeStage(Guest, Limits, Noon).After();

        room.TakeStage(Guest, Limits, Noon).Rejection.ShouldBe(RoomRejection.AlreadyOnStage);
    }

    [Fact]
    public void TakeStage_OwnerPolicyAndGuest_IsRejected() =>
        Live(StagePolicy.Owner).TakeStage(Guest, Limits, Noon).Rejection.ShouldBe(RoomRejection.StageNotOpen);

    [Fact]
    public void TakeStage_OwnerPolicyAndOwner_IsAccepted() =>
        Live(StagePolicy.Owner).TakeStage(Owner, Limits, Noon).IsAccepted.ShouldBeTrue();

    [Fact]
    public void TakeStage_FourteenthPerson_IsRejected()
    {
        var room = Live();
        for (var index = 0; index < Limits.StageSizeMax; index++)
        {
            room = room.TakeStage(Somebody($"speaker-{index}"), Limits, Noon).After();
        }

        room.TakeStage(Guest, Limits, Noon).Rejection.ShouldBe(RoomRejection.StageFull);
    }

    [Fact]
    public void TakeStage_SecondStay_HasAnotherSource()
    {
        var first = Live().TakeStage(Guest, Limits, Noon).After();
        var left = first.LeaveStage(Guest.Id, Noon).After();

        var second = left.TakeStage(Guest, Limits, Noon).After();

        second.Stage.Members[0].Source.ShouldNotBe(first.Stage.Members[0].Source);
    }

    [Fact]
    public void TakeStage_Accepted_RaisesStageEpochToTheEventsVersion()
    {
        var room = Live();

        var decision = room.TakeStage(Guest, Limits, Noon);

        decision.After().Stage.Epoch.ShouldBe(decision.Events[0].Version);
        decision.After().Stage.Epoch.ShouldBeGreaterThan(room.Stage.Epoch);
    }

    [Fact]
    public void LeaveStage_NotOnStage_IsRejected() =>
        Live().LeaveStage(Guest.Id, Noon).Rejection.ShouldBe(RoomRejection.NotOnStage);

    [Fact]
    public void SetMuted_AlreadySo_ChangesNothing()
    {
        var room = Live().TakeStage(Guest, Limits, Noon).After();

        var decision = room.SetMuted(Guest.Id, muted: false, Noon);

        decision.Events.ShouldBeEmpty();
        decision.Next.ShouldBe(room);
    }

    [Fact]
    public void SetMuted_OnStage_ShowsInANewEpoch()
    {
        var room = Live().TakeStage(Guest, Limits, Noon).After();

        var muted = room.SetMuted(Guest.Id, muted: true, Noon).After();

        muted.Stage.Members[0].Muted.ShouldBeTrue();
        muted.Stage.Epoch.ShouldBeGreaterThan(room.Stage.Epoch);
    }

    [Fact]
    public void SetMuted_NotOnStage_IsRejected() =>
        Live().SetMuted(Guest.Id, muted: true, Noon).Rejection.ShouldBe(RoomRejection.NotOnStage);

    [Fact]
    public void ClearStage_SomeGone_TakesThemOffInOneGaplessRun()
    {
        var room = Live()
            .TakeStage(Owner, Limits, Noon).After()
            .TakeStage(Guest, Limits, Noon).After()
            .TakeStage(Somebody("third"), Limits, Noon).After();

        var decision = room.ClearStage(user => user != Guest.Id, Noon);

        decision.After().Stage.Members.ShouldHaveSingleItem().Person.ShouldBe(Guest);
        decision.Events.Select(happened => happened.Version).ShouldBe([room.Version + 1, room.Version + 2]);
    }
}
