using AudioRooms.Contracts.Rooms;
using AudioRooms.Domain.Rooms;
using static AudioRooms.Domain.Tests.Rooms.RoomScenario;

namespace AudioRooms.Domain.Tests.Rooms;

public sealed class RoomEndTests
{
    [Fact]
    public void End_ByOwner_EmptiesTheStageAndEndsForEver()
    {
        var room = Live().TakeStage(Guest, Limits, Noon).After();

        var ended = room.End(Owner.Id, Noon.AddMinutes(1)).After();

        ended.Phase.ShouldBe(RoomPhase.Ended);
        ended.EndedAt.ShouldBe(Noon.AddMinutes(1));
        ended.Stage.Members.ShouldBeEmpty();
    }

    [Fact]
    public void End_ByGuest_IsRejected() => Live().End(Guest.Id, Noon).Rejection.ShouldBe(RoomRejection.NotOwner);

    public static TheoryData<string, Func<Room, RoomRejection?>> CommandsAfterTheEnd => new()
    {
        { "take stage", room => room.TakeStage(Guest, Limits, Noon).Rejection },
        { "leave stage", room => room.LeaveStage(Guest.Id, Noon).Rejection },
        { "mute", room => room.SetMuted(Guest.Id, true, Noon).Rejection },
        { "end", room => room.End(Owner.Id, Noon).Rejection },
        { "admit", room => room.Admit(Guest.Id, false, 0, Limits) },
        { "raise hand", room => room.Ask(Guest, new RaiseHand(null)).Rejection },
        { "mute all", room => room.Ask(Owner, new MuteAll()).Rejection },
    };

    [Theory]
    [MemberData(nameof(CommandsAfterTheEnd))]
    public void AnyCommand_AfterTheEnd_IsRejectedAsEnded(string name, Func<Room, RoomRejection?> command)
    {
        var ended = Live().End(Owner.Id, Noon).After();

        command(ended).ShouldBe(RoomRejection.Ended, name);
    }

    [Theory]
    [InlineData(9_999, null)]
    [InlineData(10_000, RoomRejection.AudienceFull)]
    public void Admit_AudienceSize_IsBounded(int listenerCount, RoomRejection? expected) =>
        Live().Admit(Guest.Id, isFollowed: false, listenerCount, Limits).ShouldBe(expected);
}
