using System.Collections.Immutable;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Discovery;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Domain.Discovery;
using AudioRooms.Grains.Listings;
using Orleans.Placement;

namespace AudioRooms.Grains.Discovery;

/// <summary>The watch of one gateway. Many viewers keep the hallway open, and each sees other rooms in another order. If every
/// viewer's list were read from the database each second, the cost would grow with viewers times rooms. Instead the grain keeps
/// all listed rooms in memory, reads once a second what the table of changes names, and compares each changed room with each
/// viewer's taste in memory. Cards with their counts are read only for rooms that a viewer is shown. <see cref="ListedRooms"/>,
/// <see cref="WatchedHallways"/> and <see cref="ShownCards"/> decide what to read and what to show.</summary>
[PreferLocalPlacement]
internal sealed class HallwayWatchGrain(
    HallwayChanges changes, WatchTables tables, [ProductClock] TimeProvider time) : Grain, IHallwayWatchGrain
{
    private readonly Guid life = Guid.NewGuid();
    private readonly ListedRooms rooms = new();
    private readonly WatchedHallways watches = new();
    private readonly ShownCards cards = new();

    public async Task<HallwayNews> ExchangeAsync(HallwayOrders orders)
    {
        if (orders.Life != life)
        {
            // The gateway knew another activation. It opens all its watches again.
            watches.Clear();
            return new HallwayNews(life, []);
        }

        foreach (var id in orders.Closed)
        {
            watches.Close(id);
        }

        var updates = ImmutableArray.CreateBuilder<HallwayUpdate>();
        if (orders.WantsNews || rooms.IsUnread)
        {
            await AddNewsAsync(updates);
        }

        foreach (var watch in orders.Opened)
        {
            var opened = new WatchedHallway(watch, await tables.TasteAsync(watch.Viewer), rooms);
            watches.Open(opened);
            updates.Add(new HallwayUpdate(watch.Id, IsPicture: true, await EntriesAsync(opened, opened.Turn([]).Rooms), []));
        }

        return new HallwayNews(life, updates.ToImmutable());
    }

    private async Task AddNewsAsync(ImmutableArray<HallwayUpdate>.Builder updates)
    {
        var (changed, viewers) = await ReadAsync();
        foreach (var watch in watches.All)
        {
            if (viewers.Contains(watch.Watch.Viewer.Value))
            {
                watch.Retaste(await tables.TasteAsync(watch.Watch.Viewer), rooms);
            }
            else
            {
                watch.Judge(changed, rooms);
            }
        }

        changed.UnionWith(await RenewCardsAsync());
        foreach (var watch in watches.All)
        {
            var turn = watch.Turn(changed);
            var entries = await EntriesAsync(watch, turn.Rooms);
            if (entries.Length > 0 || turn.Gone.Count > 0)
            {
                updates.Add(new HallwayUpdate(
                    watch.Watch.Id, IsPicture: false, entries, [.. turn.Gone.Select(id => new RoomId(id))]));
            }
        }
    }

    // Returns the rooms that changed, and the viewers whose taste must be read again.
    private async Task<(HashSet<string> Rooms, IReadOnlySet<string> Viewers)> ReadAsync()
    {
        var reading = rooms.Begin(time.GetUtcNow());
        var hidden = await tables.HiddenRoomsAsync(reading.At);
        var findings = rooms.Compare(reading, await changes.SinceAsync(reading.ChangesSince), hidden);
        var listed = findings.Rooms is { Count: 0 } ? [] : await tables.RoomsAsync(findings.Rooms);
        var changed = rooms.Take(findings, listed);
        cards.Forget(changed);
        return (changed, watches.TakeTurn(findings));
    }

    private async Task<IEnumerable<string>> RenewCardsAsync()
    {
        var former = cards.TakeTurn(watches);
        await FetchAsync(former.Keys);
        return cards.ChangedSince(former);
    }

    private async Task FetchAsync(IEnumerable<string> ids)
    {
        var missing = cards.Missing(ids);
        var replies = await Task.WhenAll(missing.Select(id => GrainFactory.GetGrain<IRoomGrain>(id).GetAsync()));
        foreach (var (id, reply) in missing.Zip(replies))
        {
            cards.Put(id, reply.Value?.Card);
        }
    }

    private async Task<ImmutableArray<HallwayEntry>> EntriesAsync(WatchedHallway watch, IReadOnlyList<string> ids)
    {
        await FetchAsync(ids);
        return watch.Entries(ids, rooms, cards, await tables.PeopleAsync(watch.KnownIn(ids, rooms)));
    }
}
