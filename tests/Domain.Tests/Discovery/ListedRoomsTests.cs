using AudioRooms.Domain.Discovery;
using static AudioRooms.Domain.Tests.Discovery.HallwayScenario;

namespace AudioRooms.Domain.Tests.Discovery;

public sealed class ListedRoomsTests
{
    [Fact]
    public void Begin_TheFirstTime_ReadsEveryRoom()
    {
        var rooms = new ListedRooms();

        rooms.IsUnread.ShouldBeTrue();
        rooms.Begin(Noon).ShouldBe(new HallwayReading(Noon, Noon.AddSeconds(-20), IsWhole: true));
    }

    [Theory]
    [InlineData(120, false)]
    [InlineData(121, true)] // older changes may be gone from the table
    public void Begin_SomeTimeLater_ReadsEveryRoomAfterTwoMinutes(int seconds, bool isWhole) =>
        Listed().Begin(Noon.AddSeconds(seconds)).IsWhole.ShouldBe(isWhole);

    [Fact]
    public void Begin_ASecondLater_ReadsChangesSince20SecondsBeforeTheLastReading() =>
        Listed().Begin(Noon.AddSeconds(1)).ShouldBe(new HallwayReading(Noon.AddSeconds(1), Noon.AddSeconds(-20), IsWhole: false));

    [Fact]
    public void Compare_AChange_NamesTheRoomOrThePerson()
    {
        var room = Changed("1", HallwayChangeKind.Room, "a");
        var person = Changed("2", HallwayChangeKind.Person, "ada");

        var findings = Look(Listed(Room("a")), room, person);

        findings.Rooms.ShouldBe(["a"]);
        findings.People.ShouldBe(["ada"]);
    }

    [Fact]
    public void Compare_AChangeThatWasNoted_IsNotLookedAtAgain()
    {
        var rooms = Listed(Room("a"));
        var change = Changed("1", HallwayChangeKind.Room, "a");
        rooms.Take(Look(rooms, change), [Room("a")]);

        Look(rooms, change).Rooms.ShouldBeEmpty();
    }

    [Fact]
    public void Compare_BeforeTheFindingsAreTaken_SaysTheSameAgain()
    {
        var rooms = Listed(Room("a"));
        var change = Changed("1", HallwayChangeKind.Room, "a");

        Look(rooms, change).Rooms.ShouldBe(["a"]);

        Look(rooms, change).Rooms.ShouldBe(["a"]);
    }

    [Fact]
    public void Compare_OwnerSuspendedAndReinstated_NamesTheRoomBothTimes()
    {
        var rooms = Listed(Room("a"));

        var suspended = rooms.Compare(rooms.Begin(Noon), [], Ids("a"));
        rooms.Take(suspended, [Room("a")]).ShouldBe(["a"]);
        rooms.Find("a").ShouldBeNull();

        var reinstated = rooms.Compare(rooms.Begin(Noon), [], Ids());
        rooms.Take(reinstated, [Room("a")]).ShouldBe(["a"]);
        rooms.Find("a").ShouldNotBeNull();
    }

    [Fact]
    public void Compare_WhereEveryRoomIsRead_NamesNone()
    {
        var rooms = new ListedRooms();

        rooms.Compare(rooms.Begin(Noon), [Changed("1", HallwayChangeKind.Room, "a")], Ids()).Rooms.ShouldBeNull();
    }

    [Fact]
    public void Take_RoomThatIsListedNoMore_IsGone()
    {
        var rooms = Listed(Room("a"), Room("b"));

        rooms.Take(Look(rooms, Changed("1", HallwayChangeKind.Room, "a")), []).ShouldBe(["a"]);

        rooms.All.Select(room => room.Id).ShouldBe(["b"]);
    }

    [Fact]
    public void Take_WhereEveryRoomIsRead_ChangesTheFormerOnesToo()
    {
        var rooms = Listed(Room("a"), Room("b"));

        var changed = rooms.Take(rooms.Compare(rooms.Begin(Noon.AddHours(1)), [], Ids()), [Room("b"), Room("c")]);

        changed.ShouldBe(["a", "b", "c"], ignoreOrder: true);
        rooms.All.Select(room => room.Id).ShouldBe(["b", "c"], ignoreOrder: true);
    }

    private static HallwayFindings Look(ListedRooms rooms, params HallwayChange[] changes) =>
        rooms.Compare(rooms.Begin(Noon.AddSeconds(1)), changes, Ids());

    private static HallwayChange Changed(string id, HallwayChangeKind kind, string subject) => new(id, kind, subject);
}
