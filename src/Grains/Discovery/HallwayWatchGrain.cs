using System.Collections.Immutable;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Discovery;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Discovery;
using AudioRooms.Grains.Listings;
using Orleans.Placement;

namespace AudioRooms.Grains.Discovery;

/// <summary>
/// One gateway's watch. Listed rooms are held here and brought up to date by what the table of changes names; who looks on costs a look-up
/// in memory per changed room. Cards, with their counts, are asked of the rooms that somebody is shown.
/// </summary>
[PreferLocalPlacement]
internal sealed class HallwayWatchGrain(
    HallwayChanges changes, WatchTables tables, [ProductClock] TimeProvider time) : Grain, IHallwayWatchGrain
{
    private const int KnownShown = 3;

    /// <summary>Cards asked again each second, in turn, because counts change without an event.</summary>
    private const int CardsRenewedAtOnce = 50;

    /// <summary>Tastes read again each second, in turn: joining a club is written down nowhere else.</summary>
    private const int TastesRenewedAtOnce = 50;

    /// <summary>Silos' clocks differ, and a change that was stamped may wait before it is stored.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(20);

    private readonly Guid life = Guid.NewGuid();
    private readonly Dictionary<long, HallwayBar> bars = [];
    private readonly Dictionary<string, ListedRoom> rooms = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RoomCard> cards = new(StringComparer.Ordinal);
    private readonly Queue<string> cardsInTurn = new();
    private readonly Queue<long> tastesInTurn = new();
    private HashSet<string> seen = new(StringComparer.Ordinal);
    private HashSet<string> hidden = new(StringComparer.Ordinal);
    private DateTimeOffset? learnedAt;

    public async Task<HallwayNews> ExchangeAsync(HallwayOrders orders)
    {
        if (orders.Life != life)
        {
            // Whoever asks knew another life; their watches come again, all of them.
            bars.Clear();
            return new HallwayNews(life, []);
        }

        foreach (var id in orders.Closed)
        {
            bars.Remove(id);
        }

        var updates = ImmutableArray.CreateBuilder<HallwayUpdate>();
        if (orders.WantsNews || learnedAt is null)
        {
            await TellNewsAsync(updates);
        }

        foreach (var watch in orders.Opened)
        {
            var bar = new HallwayBar(watch) { Taste = await tables.TasteAsync(watch.Viewer) };
            bar.JudgeAll(rooms.Values);
            var (all, _) = bar.Turn();
            bars[watch.Id] = bar;
            tastesInTurn.Enqueue(watch.Id);
            updates.Add(new HallwayUpdate(watch.Id, IsPicture: true, await EntriesAsync(bar, all), []));
        }

        return new HallwayNews(life, updates.ToImmutable());
    }

    private async Task TellNewsAsync(ImmutableArray<HallwayUpdate>.Builder updates)
    {
        var (changed, others) = await LearnAsync();
        foreach (var bar in bars.Values)
        {
            if (others.Contains(bar.Watch.Viewer.Value))
            {
                bar.Taste = await tables.TasteAsync(bar.Watch.Viewer);
                bar.JudgeAll(rooms.Values);
            }
            else
            {
                foreach (var id in changed)
                {
                    bar.Judge(id, rooms.GetValueOrDefault(id));
                }
            }
        }

        changed.UnionWith(await RenewCardsAsync());
        foreach (var bar in bars.Values)
        {
            var (fresh, gone) = bar.Turn();
            var rows = fresh.Concat(changed.Where(bar.Shows)).Distinct(StringComparer.Ordinal).ToList();
            var entries = await EntriesAsync(bar, rows);
            if (entries.Length > 0 || gone.Count > 0)
            {
                updates.Add(new HallwayUpdate(bar.Watch.Id, IsPicture: false, entries, [.. gone.Select(id => new RoomId(id))]));
            }
        }
    }

    // Returns the rooms that changed, and whose taste must be read again. Everything is read before anything is noted: what was noted and then
    // not read would never be looked at again.
    private async Task<(HashSet<string> Rooms, HashSet<string> Viewers)> LearnAsync()
    {
        var now = time.GetUtcNow();
        var changedRooms = new HashSet<string>(StringComparer.Ordinal);
        var viewers = new HashSet<string>(StringComparer.Ordinal);
        var hiddenNow = await tables.HiddenRoomsAsync(now);
        if (learnedAt is not { } last || now - last > HallwayChanges.KeptFor)
        {
            var recent = await changes.SinceAsync(now - Overlap);
            var all = await tables.RoomsAsync(ids: null);
            Note(recent, hiddenNow);
            changedRooms.UnionWith(rooms.Keys);
            rooms.Clear();
            cards.Clear();
            Take(all);
            changedRooms.UnionWith(rooms.Keys);
            viewers.UnionWith(bars.Values.Select(bar => bar.Watch.Viewer.Value));
        }
        else
        {
            var recent = await changes.SinceAsync(last - Overlap);
            foreach (var change in recent.Where(change => !seen.Contains(change.ChangeId)))
            {
                (change.Kind == (int)HallwayChangeKind.Room ? changedRooms : viewers).Add(change.Id);
            }

            changedRooms.UnionWith(hiddenNow.Except(hidden).Concat(hidden.Except(hiddenNow)));
            var listed = changedRooms.Count > 0 ? await tables.RoomsAsync(changedRooms) : [];
            Note(recent, hiddenNow);
            foreach (var id in changedRooms)
            {
                rooms.Remove(id);
                cards.Remove(id);
            }

            Take(listed);
        }

        for (var i = Math.Min(tastesInTurn.Count, TastesRenewedAtOnce); i > 0; i--)
        {
            var id = tastesInTurn.Dequeue();
            if (bars.TryGetValue(id, out var bar))
            {
                viewers.Add(bar.Watch.Viewer.Value);
                tastesInTurn.Enqueue(id);
            }
        }

        learnedAt = now;
        return (changedRooms, viewers);
    }

    private void Note(IEnumerable<HallwayChange> recent, HashSet<string> hiddenNow)
    {
        seen = recent.Select(change => change.ChangeId).ToHashSet(StringComparer.Ordinal);
        hidden = hiddenNow;
    }

    private void Take(IEnumerable<ListedRoom> listed)
    {
        foreach (var room in listed.Where(room => !hidden.Contains(room.Id)))
        {
            rooms[room.Id] = room;
        }
    }

    // Asks some of the rooms that somebody is shown again. Returns those whose card is another.
    private async Task<HashSet<string>> RenewCardsAsync()
    {
        var due = new List<string>();
        for (var i = Math.Min(cardsInTurn.Count, CardsRenewedAtOnce); i > 0; i--)
        {
            var id = cardsInTurn.Dequeue();
            if (cards.ContainsKey(id) && bars.Values.Any(bar => bar.Shows(id)))
            {
                due.Add(id);
            }
            else
            {
                cards.Remove(id);
            }
        }

        var before = due.Select(id => cards[id]).ToList();
        due.ForEach(id => cards.Remove(id));
        await FetchAsync(due);
        return due.Zip(before).Where(pair => !cards.TryGetValue(pair.First, out var now) || LooksOther(now, pair.Second))
            .Select(pair => pair.First).ToHashSet(StringComparer.Ordinal);
    }

    // What an event announces is not asked about here.
    private static bool LooksOther(RoomCard now, RoomCard before) =>
        (now.SpeakerCount, now.ListenerCount, now.IsLocked) != (before.SpeakerCount, before.ListenerCount, before.IsLocked);

    private async Task FetchAsync(IEnumerable<string> ids)
    {
        var asked = ids.Where(id => !cards.ContainsKey(id)).ToList();
        var replies = await Task.WhenAll(asked.Select(id => GrainFactory.GetGrain<IRoomGrain>(id).GetAsync()));
        foreach (var (id, reply) in asked.Zip(replies))
        {
            if (reply.Value?.Card is { Phase: RoomPhase.Live } card)
            {
                cards[id] = card;
                cardsInTurn.Enqueue(id);
            }
        }
    }

    // A room that has ended since it was listed has no entry; that it is gone comes with the change that ended it.
    private async Task<ImmutableArray<HallwayEntry>> EntriesAsync(HallwayBar bar, List<string> ids)
    {
        await FetchAsync(ids);
        var known = ids.SelectMany(id => KnownIn(bar, id)).Distinct(StringComparer.Ordinal).ToList();
        var people = await tables.PeopleAsync(known);
        return
        [
            .. bar.Sort(ids.Where(cards.ContainsKey)).Select(id => new HallwayEntry(
                cards[id], bar.ReasonOf(id), [.. Named(people, KnownIn(bar, id))])),
        ];
    }

    private IEnumerable<string> KnownIn(HallwayBar bar, string id) =>
        rooms.TryGetValue(id, out var room) ? room.OnStage.Append(room.OwnerId).Where(bar.Taste!.Followed.Contains) : [];

    private static IEnumerable<Person> Named(IEnumerable<Person> people, IEnumerable<string> ids)
    {
        var wanted = ids.ToHashSet(StringComparer.Ordinal);
        return people.Where(person => wanted.Contains(person.Id.Value)).Take(KnownShown);
    }
}
