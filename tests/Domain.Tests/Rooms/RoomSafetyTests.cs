using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Rooms;
using static AudioRooms.Domain.Tests.Rooms.RoomScenario;

namespace AudioRooms.Domain.Tests.Rooms;

public sealed class RoomSafetyTests
{
    private static readonly Person First = Somebody("first");
    private static readonly Person Second = Somebody("second");

    [Fact]
    public void Expel_TheHost_HandsTheRoomToTheFirstCoHostOnStage()
    {
        var room = Staged().Ask(Owner, new AppointCoHost(Second.Id)).After();

        var after = room.Expel(Owner.Id, Noon).After();

        after.Host.ShouldBe(Second.Id);
        after.FindOnStage(Owner.Id).ShouldBeNull();
        after.Phase.ShouldBe(RoomPhase.Live);
    }

    [Fact]
    public void Expel_TheHostWithNobodyElseOnStage_EndsTheRoom()
    {
        var ended = Live().TakeStage(Owner, Limits, Noon).After().Expel(Owner.Id, Noon);

        ended.Events[^1].ShouldBeOfType<RoomEnded>().IsAbandoned.ShouldBeTrue();
        ended.After().Phase.ShouldBe(RoomPhase.Ended);
    }

    [Fact]
    public void Expel_ACoHostInTheAudience_HoldsNothingAnyMore()
    {
        var room = Staged().Ask(Owner, new AppointCoHost(First.Id)).After().LeaveStage(First.Id, Noon).After();

        var after = room.Expel(First.Id, Noon).After();

        after.CoHosts.ShouldBeEmpty();
        after.Host.ShouldBe(Owner.Id);
    }

    [Fact]
    public void Expel_ARaisedHand_TakesItDown()
    {
        var room = Staged().Ask(Guest, new RaiseHand("Why?")).After();

        room.Expel(Guest.Id, Noon).After().Hands.Hands.ShouldBeEmpty();
    }

    [Fact]
    public void Expel_Twice_ChangesNothingMore()
    {
        var once = Staged().Expel(Owner.Id, Noon).After();

        once.Expel(Owner.Id, Noon).Events.ShouldBeEmpty();
    }

    [Fact]
    public void EndForService_Twice_EndsOnceAndSaysWhy()
    {
        var ended = Staged().EndForService(Noon);

        ended.Events.ShouldHaveSingleItem().ShouldBeOfType<RoomEnded>().IsByService.ShouldBeTrue();
        ended.After().EndForService(Noon).Events.ShouldBeEmpty();
    }

    private static Room Staged() => Live()
        .TakeStage(Owner, Limits, Noon).After()
        .TakeStage(First, Limits, Noon).After()
        .TakeStage(Second, Limits, Noon).After();
}
