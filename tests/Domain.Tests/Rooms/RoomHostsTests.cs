using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Rooms;
using static AudioRooms.Domain.Tests.Rooms.RoomScenario;

namespace AudioRooms.Domain.Tests.Rooms;

public sealed class RoomHostsTests
{
    private static readonly Person First = Somebody("first");
    private static readonly Person Second = Somebody("second");
    private static readonly Person Third = Somebody("third");

    [Fact]
    public void AppointCoHost_Third_IsRejected()
    {
        var room = Staged().Ask(Owner, new AppointCoHost(First.Id)).After().Ask(Owner, new AppointCoHost(Second.Id)).After();

        room.Ask(Owner, new AppointCoHost(Third.Id)).Rejection.ShouldBe(RoomRejection.CoHostsFull);
    }

    [Fact]
    public void AppointCoHost_OnStage_ShowsTheRoleInANewEpochAndDismissTakesItBack()
    {
        var room = Staged();

        var appointed = room.Ask(Owner, new AppointCoHost(First.Id)).After();
        var dismissed = appointed.Ask(Owner, new DismissCoHost(First.Id)).After();

        appointed.FindOnStage(First.Id)!.Role.ShouldBe(StageRole.CoHost);
        appointed.Stage.Epoch.ShouldBeGreaterThan(room.Stage.Epoch);
        dismissed.FindOnStage(First.Id)!.Role.ShouldBe(StageRole.Speaker);
    }

    [Theory]
    [InlineData("first", "first", null)]
    [InlineData("second", "first", RoomRejection.NotHost)]
    [InlineData("owner", "second", RoomRejection.NotCoHost)]
    public void DismissCoHost_ByWhom_IsTheHostOrThemselves(string actor, string user, RoomRejection? expected) =>
        Staged().Ask(Owner, new AppointCoHost(First.Id)).After()
            .Ask(Somebody(actor), new DismissCoHost(new UserId(user))).Rejection.ShouldBe(expected);

    [Fact]
    public void AppointCoHost_ByACoHost_IsRejected() =>
        Staged().Ask(Owner, new AppointCoHost(First.Id)).After()
            .Ask(First, new AppointCoHost(Second.Id)).Rejection.ShouldBe(RoomRejection.NotHost);

    [Theory]
    [InlineData("third,first", "third")] // by the order of appointment, not by the time on stage
    [InlineData("second", "second")]
    [InlineData("", "first")] // the person with the longest time on stage
    public void KeepHosted_HostAwayForTheGracePeriod_IsFollowedInOrder(string coHosts, string expected)
    {
        var room = Staged();
        foreach (var coHost in coHosts.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            room = room.Ask(Owner, new AppointCoHost(new UserId(coHost))).After();
        }

        room = room.LeaveStage(Owner.Id, Noon).After();

        room.KeepHosted(Noon, Limits, Noon + Limits.HostGrace - TimeSpan.FromSeconds(1)).Events.ShouldBeEmpty();
        var kept = room.KeepHosted(Noon, Limits, Noon + Limits.HostGrace).After();
        kept.Host.Value.ShouldBe(expected);
        kept.FindOnStage(kept.Host)!.Role.ShouldBe(StageRole.Host);
    }

    [Fact]
    public void KeepHosted_HostBackInTime_ChangesNothing()
    {
        var room = Staged().LeaveStage(Owner.Id, Noon).After().TakeStage(Owner, Limits, Noon.AddSeconds(59)).After();

        room.KeepHosted(Noon, Limits, Noon.AddHours(1)).Events.ShouldBeEmpty();
    }

    [Fact]
    public void KeepHosted_RoomLoadedAgain_GivesTheHostTheGracePeriodAnew()
    {
        var room = Staged().LeaveStage(Owner.Id, Noon).After();

        room.KeepHosted(Noon.AddHours(1), Limits, Noon.AddHours(1).AddSeconds(59)).Events.ShouldBeEmpty();
    }

    [Fact]
    public void TakeStage_OwnerReturns_IsHostAgainAndTheDeputyModeratesOn()
    {
        var room = Staged().LeaveStage(Owner.Id, Noon).After().KeepHosted(Noon, Limits, Noon + Limits.HostGrace).After();

        var returned = room.TakeStage(Owner, Limits, Noon.AddMinutes(5)).After();

        returned.Host.ShouldBe(Owner.Id);
        returned.CoHosts.ShouldBe([First.Id]);
        returned.FindOnStage(Owner.Id)!.Role.ShouldBe(StageRole.Host);
    }

    [Fact]
    public void HandOver_ToASpeaker_MakesThemHostWhoMayEnd()
    {
        var room = Staged().Ask(Owner, new HandOver(Second.Id)).After();

        room.Host.ShouldBe(Second.Id);
        room.End(Second.Id, Noon).After().Phase.ShouldBe(RoomPhase.Ended);
    }

    [Fact]
    public void HandOver_ToTheAudience_IsRejected() =>
        Staged().Ask(Owner, new HandOver(Guest.Id)).Rejection.ShouldBe(RoomRejection.NotOnStage);

    [Fact]
    public void KeepHosted_NobodyOnStage_IsAnnouncedAndThenEnds()
    {
        var announced = Live().KeepHosted(Noon, Limits, Noon + Limits.HostGrace).After();
        var closesAt = announced.ClosesAt.ShouldNotBeNull();

        announced.KeepHosted(Noon, Limits, closesAt.AddSeconds(-1)).Events.ShouldBeEmpty();
        var ended = announced.KeepHosted(Noon, Limits, closesAt);

        ended.Events.ShouldHaveSingleItem().ShouldBeOfType<RoomEnded>().IsAbandoned.ShouldBeTrue();
        ended.After().Phase.ShouldBe(RoomPhase.Ended);
    }

    [Fact]
    public void TakeStage_ClosingAnnounced_KeepsTheRoomOpen()
    {
        var announced = Live().KeepHosted(Noon, Limits, Noon + Limits.HostGrace).After();

        var taken = announced.TakeStage(Guest, Limits, Noon.AddMinutes(2)).After();

        taken.ClosesAt.ShouldBeNull();
        taken.KeepHosted(Noon, Limits, Noon.AddHours(1)).After().Host.ShouldBe(Guest.Id);
    }

    private static Room Staged() => Live()
        .TakeStage(Owner, Limits, Noon).After()
        .TakeStage(First, Limits, Noon).After()
        .TakeStage(Second, Limits, Noon).After()
        .TakeStage(Third, Limits, Noon).After();
}
