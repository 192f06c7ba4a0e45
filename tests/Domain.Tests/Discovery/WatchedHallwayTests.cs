using AudioRooms.Contracts.Discovery;
using AudioRooms.Domain.Discovery;
using static AudioRooms.Domain.Tests.Discovery.HallwayScenario;

namespace AudioRooms.Domain.Tests.Discovery;

public sealed class WatchedHallwayTests
{
    [Fact]
    public void Turn_TheFirst_ShowsEveryRoomThatFits()
    {
        var watch = Watch(Listed(Room("a"), Room("b", owner: "friend")));

        watch.Turn([]).Rooms.ShouldBe(["a", "b"], ignoreOrder: true);
        watch.Shows("a").ShouldBeTrue();
    }

    [Fact]
    public void Turn_RoomOfAWeakerReason_IsNotShown() =>
        Watch(Listed(Room("a"), Room("b", owner: "friend")), HallwayReason.Followed).Turn([]).Rooms.ShouldBe(["b"]);

    [Fact]
    public void Turn_RoomOfAnotherLanguage_IsNotShown() =>
        Watch(Listed(Room("a", language: "fr-ca"), Room("b")), language: "FR").Turn([]).Rooms.ShouldBe(["a"]);

    [Fact]
    public void Turn_NothingChanged_SaysNothing()
    {
        var watch = Watch(Listed(Room("a")));
        watch.Turn([]);

        var turn = watch.Turn([]);

        turn.Rooms.ShouldBeEmpty();
        turn.Gone.ShouldBeEmpty();
    }

    [Fact]
    public void Turn_ShownRoomChanged_SaysItAgainAndNoOther()
    {
        var watch = Watch(Listed(Room("a"), Room("b", owner: "friend")), HallwayReason.Followed);
        watch.Turn([]);

        watch.Turn(["a", "b"]).Rooms.ShouldBe(["b"]);
    }

    [Fact]
    public void Turn_StrongerReasonThanBefore_SaysTheRoomAgain()
    {
        var watch = Watch(Listed(Room("a")));
        watch.Turn([]);

        watch.Judge(["a"], Listed(Room("a", onStage: "friend")));

        watch.Turn([]).Rooms.ShouldBe(["a"]);
    }

    [Fact]
    public void Turn_RoomEnded_IsGone()
    {
        var watch = Watch(Listed(Room("a")));
        watch.Turn([]);

        watch.Judge(["a"], Listed());

        watch.Turn(["a"]).Gone.ShouldBe(["a"]);
        watch.Shows("a").ShouldBeFalse();
    }

    [Fact]
    public void Turn_AnotherTaste_LooksAtEveryRoomAgain()
    {
        var rooms = Listed(Room("a", owner: "friend"), Room("b", owner: "other"));
        var watch = Watch(rooms, HallwayReason.Followed);
        watch.Turn([]);

        watch.Retaste(Follows("other"), rooms);

        var turn = watch.Turn([]);
        turn.Rooms.ShouldBe(["b"]);
        turn.Gone.ShouldBe(["a"]);
    }

    [Fact]
    public void Turn_MoreThan100Rooms_ShowsTheStrongestAndThenTheNewest()
    {
        var rooms = Enumerable.Range(1, 100)
            .Select(number => Room($"room{number}", number))
            .Append(Room("old", 0, owner: "friend"));

        var turn = Watch(Listed([.. rooms])).Turn([]);

        turn.Rooms.Count.ShouldBe(WatchedHallway.RoomsMax);
        turn.Rooms.ShouldContain("old");
        turn.Rooms.ShouldNotContain("room1");
    }

    [Fact]
    public void Turn_OneOfTooManyRoomsEnds_TheNextOneAppears()
    {
        var rooms = Enumerable.Range(1, 101).Select(number => Room($"room{number}", number)).ToArray();
        var watch = Watch(Listed(rooms));
        watch.Turn([]);

        watch.Judge(["room50"], Listed());

        var turn = watch.Turn(["room50"]);
        turn.Rooms.ShouldBe(["room1"]);
        turn.Gone.ShouldBe(["room50"]);
    }

    [Fact]
    public void Entries_OfShownRooms_AreByReasonAndThenTheNewestFirst()
    {
        var rooms = Listed(Room("a", 1), Room("b", 2), Room("c", 0, owner: "friend"));
        var watch = Watch(rooms);
        var ids = watch.Turn([]).Rooms;

        var entries = watch.Entries(ids, rooms, Cards("a", "b", "c"), [Person("friend")]);

        entries.Select(entry => (entry.Room.Room.Value, entry.Reason)).ShouldBe(
            [("c", HallwayReason.Followed), ("b", HallwayReason.Other), ("a", HallwayReason.Other)]);
        entries[0].Known.ShouldBe([Person("friend")]);
        entries[1].Known.ShouldBeEmpty();
    }

    [Fact]
    public void Entries_RoomWithoutACard_HasNone()
    {
        var rooms = Listed(Room("a"), Room("b"));
        var watch = Watch(rooms);

        watch.Entries(watch.Turn([]).Rooms, rooms, Cards("b"), []).ShouldHaveSingleItem().Room.Room.Value.ShouldBe("b");
    }

    [Fact]
    public void Entries_FourKnownPeople_NamesTheFirstThree()
    {
        var rooms = Listed(Room("a", owner: "d", onStage: ["a", "b", "c"]));
        var watch = Watch(rooms, taste: Follows("a", "b", "c", "d"));
        var people = new[] { Person("d"), Person("c"), Person("b"), Person("a") };

        var ids = watch.Turn([]).Rooms;

        watch.KnownIn(ids, rooms).ShouldBe(["a", "b", "c", "d"], ignoreOrder: true);
        watch.Entries(ids, rooms, Cards("a"), people).ShouldHaveSingleItem().Known.ShouldBe(people[..3]);
    }

    private static ShownCards Cards(params string[] rooms)
    {
        var cards = new ShownCards();
        foreach (var room in rooms)
        {
            cards.Put(room, Card(room));
        }

        return cards;
    }
}
