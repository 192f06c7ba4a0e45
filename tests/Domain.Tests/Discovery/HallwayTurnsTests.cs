using AudioRooms.Contracts.Discovery;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Discovery;
using static AudioRooms.Domain.Tests.Discovery.HallwayScenario;

namespace AudioRooms.Domain.Tests.Discovery;

/// <summary>Tastes and cards are read again in turn, because nothing announces their changes.</summary>
public sealed class HallwayTurnsTests
{
    private static readonly HallwayFindings Nothing =
        new(new HallwayReading(Noon, Noon, IsWhole: false), Ids(), Ids(), Ids(), Ids());

    [Fact]
    public void TakeTurnOfWatches_MoreThan50_ComeRoundInOrder()
    {
        var watches = Watches(WatchedHallways.TastesRenewedAtOnce + 10);

        var first = watches.TakeTurn(Nothing);
        var second = watches.TakeTurn(Nothing);

        first.Count.ShouldBe(WatchedHallways.TastesRenewedAtOnce);
        second.Count.ShouldBe(WatchedHallways.TastesRenewedAtOnce);
        first.Union(second).Count().ShouldBe(WatchedHallways.TastesRenewedAtOnce + 10);
    }

    [Fact]
    public void TakeTurnOfWatches_WhereEveryRoomIsRead_AsksForEveryViewer() =>
        Watches(70).TakeTurn(Nothing with { Reading = new HallwayReading(Noon, Noon, IsWhole: true) }).Count.ShouldBe(70);

    [Fact]
    public void TakeTurnOfWatches_PersonWhoseTasteChanged_IsAskedOutOfTurn()
    {
        var watches = Watches(70);

        watches.TakeTurn(Nothing with { People = Ids("viewer69") }).ShouldContain("viewer69");
    }

    [Fact]
    public void TakeTurnOfWatches_ClosedWatch_IsNotAskedAgain()
    {
        var watches = Watches(2);

        watches.Close(0);

        watches.TakeTurn(Nothing).ShouldBe(["viewer1"]);
    }

    [Fact]
    public void Clear_SeveralWatches_EndsAll()
    {
        var watches = Watches(3);

        watches.Clear();

        watches.All.ShouldBeEmpty();
        watches.TakeTurn(Nothing).ShouldBeEmpty();
    }

    [Fact]
    public void Put_RoomThatHasEnded_HasNoCard()
    {
        var cards = new ShownCards();

        cards.Put("a", Card("a", phase: RoomPhase.Ended));
        cards.Put("b", null);

        cards.Missing(["a", "b"]).ShouldBe(["a", "b"]);
    }

    [Fact]
    public void TakeTurnOfCards_ShownRoom_IsAskedForAgain()
    {
        var (watches, cards) = Shown("a");

        cards.TakeTurn(watches).Keys.ShouldBe(["a"]);

        cards.Missing(["a"]).ShouldBe(["a"]);
    }

    [Fact]
    public void TakeTurnOfCards_RoomThatNobodyIsShown_IsForgotten()
    {
        var (_, cards) = Shown("a");

        cards.TakeTurn(new WatchedHallways()).ShouldBeEmpty();

        cards.Find("a").ShouldBeNull();
    }

    [Fact]
    public void TakeTurnOfCards_MoreThan50_ComeRoundInOrder()
    {
        var ids = Enumerable.Range(0, ShownCards.RenewedAtOnce + 10).Select(number => $"room{number}").ToArray();
        var (watches, cards) = Shown(ids);

        var first = cards.TakeTurn(watches);
        foreach (var (room, card) in first)
        {
            cards.Put(room, card);
        }

        var second = cards.TakeTurn(watches);

        first.Count.ShouldBe(ShownCards.RenewedAtOnce);
        first.Keys.Union(second.Keys).ShouldBe(ids, ignoreOrder: true);
    }

    [Theory]
    [InlineData(1, 0, false)]
    [InlineData(2, 0, true)]
    [InlineData(1, 5, true)]
    public void ChangedSince_RoomAskedAgain_IsChangedIfItsCountsAre(int speakers, int listeners, bool isChanged)
    {
        var (watches, cards) = Shown("a");
        var former = cards.TakeTurn(watches);

        cards.Put("a", Card("a", speakers, listeners));

        cards.ChangedSince(former).Contains("a").ShouldBe(isChanged);
    }

    [Fact]
    public void ChangedSince_RoomThatEndedMeanwhile_IsChanged()
    {
        var (watches, cards) = Shown("a");
        var former = cards.TakeTurn(watches);

        cards.Put("a", Card("a", phase: RoomPhase.Ended));

        cards.ChangedSince(former).ShouldBe(["a"]);
    }

    [Fact]
    public void Forget_RoomThatChanged_IsAskedForWhenItIsShownNext()
    {
        var (watches, cards) = Shown("a");

        cards.Forget(["a"]);

        cards.Missing(["a"]).ShouldBe(["a"]);
        cards.TakeTurn(watches).ShouldBeEmpty();
    }

    private static WatchedHallways Watches(int count)
    {
        var watches = new WatchedHallways();
        foreach (var id in Enumerable.Range(0, count))
        {
            var watch = new HallwayWatch(id, new UserId($"viewer{id}"), HallwayReason.Other, string.Empty);
            watches.Open(new WatchedHallway(watch, Taste, new ListedRooms()));
        }

        return watches;
    }

    private static (WatchedHallways Watches, ShownCards Cards) Shown(params string[] ids)
    {
        var cards = new ShownCards();
        var watches = new WatchedHallways();
        var watch = Watch(Listed([.. ids.Select(id => Room(id))]));
        watch.Turn([]);
        watches.Open(watch);
        foreach (var id in ids)
        {
            cards.Put(id, Card(id));
        }

        return (watches, cards);
    }
}
