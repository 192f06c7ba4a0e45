using AudioRooms.Contracts.Rooms;
using static AudioRooms.Domain.Tests.Rooms.RoomScenario;

namespace AudioRooms.Domain.Tests.Rooms;

public sealed class RoomInvitationTests
{
    [Fact]
    public void TakeStage_Invited_EntersMutedEvenWhereTheStageIsTheOwners()
    {
        var room = Live(StagePolicy.Owner).Ask(Owner, new InviteToStage(Guest.Id)).After();

        var taken = room.TakeStage(Guest, Limits, Noon).After();

        taken.FindOnStage(Guest.Id)!.Muted.ShouldBeTrue();
        taken.Invited.ShouldBeEmpty();
    }

    [Fact]
    public void InviteToStage_StageIsFull_WaitsUntilThereIsAPlace()
    {
        var limits = Limits with { StageSizeMax = 1 };
        var room = Live(StagePolicy.Owner).TakeStage(Owner, limits, Noon).After().Ask(Owner, new InviteToStage(Guest.Id)).After();

        room.TakeStage(Guest, limits, Noon).Rejection.ShouldBe(RoomRejection.StageFull);

        room.LeaveStage(Owner.Id, Noon).After().TakeStage(Guest, limits, Noon).IsAccepted.ShouldBeTrue();
    }

    [Fact]
    public void DeclineInvitation_Invited_IsNotAskedAgainAndTheHostSeesNoDifference()
    {
        var declined = Live(StagePolicy.Owner)
            .Ask(Owner, new InviteToStage(Guest.Id)).After()
            .Ask(Guest, new DeclineInvitation()).After();

        declined.Ask(Owner, new InviteToStage(Guest.Id)).Events.ShouldBeEmpty();
        declined.Ask(Owner, new WithdrawInvitation(Guest.Id)).Rejection.ShouldBeNull();
        declined.TakeStage(Guest, Limits, Noon).Rejection.ShouldBe(RoomRejection.StageNotOpen);
    }

    [Fact]
    public void InviteToStage_DeclinedThenHandRaised_IsAskedAgain() =>
        Live(StagePolicy.Owner)
            .Ask(Owner, new InviteToStage(Guest.Id)).After()
            .Ask(Guest, new DeclineInvitation()).After()
            .Ask(Guest, new RaiseHand(null)).After()
            .Ask(Owner, new InviteToStage(Guest.Id)).After()
            .Invited.ShouldContain(Guest.Id);

    [Fact]
    public void WithdrawInvitation_Invited_ClosesTheStageAgain() =>
        Live(StagePolicy.Owner)
            .Ask(Owner, new InviteToStage(Guest.Id)).After()
            .Ask(Owner, new WithdrawInvitation(Guest.Id)).After()
            .TakeStage(Guest, Limits, Noon).Rejection.ShouldBe(RoomRejection.StageNotOpen);

    [Fact]
    public void WithdrawInvitation_NeverInvited_IsRejected() =>
        Live().Ask(Owner, new WithdrawInvitation(Guest.Id)).Rejection.ShouldBe(RoomRejection.NotInvited);

    [Fact]
    public void DeclineInvitation_NeverInvited_IsRejected() =>
        Live().Ask(Guest, new DeclineInvitation()).Rejection.ShouldBe(RoomRejection.NotInvited);

    [Fact]
    public void InviteToStage_TooManyWait_IsRejected()
    {
        var limits = Limits with { StageInvitationsMax = 1 };
        var room = Live().Ask(Owner, new InviteToStage(Guest.Id)).After();

        room.Decide(Owner, new InviteToStage(Somebody("other").Id), false, limits, Noon).Rejection.ShouldBe(
            RoomRejection.InvitationsFull);
    }

    [Fact]
    public void InviteToStage_OnStage_IsRejected() =>
        Live().TakeStage(Guest, Limits, Noon).After().Ask(Owner, new InviteToStage(Guest.Id)).Rejection
            .ShouldBe(RoomRejection.AlreadyOnStage);
}
