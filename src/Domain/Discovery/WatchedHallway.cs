using System.Collections.Immutable;
using AudioRooms.Contracts.Discovery;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Domain.Discovery;

/// <summary>The rooms that one watch shows, and the rooms that fit but have no place among the first <see cref="RoomsMax"/>. Not
/// thread-safe.</summary>
public sealed class WatchedHallway
{
    /// <summary>How many rooms a watch shows. Further rooms are in the pages of the hallway.</summary>
    public const int RoomsMax = 100;

    private const int KnownShown = 3;

    private readonly string language;
    private readonly Dictionary<string, Place> fitting = new(StringComparer.Ordinal);
    private Dictionary<string, HallwayReason> shown = new(StringComparer.Ordinal);
    private HallwayTaste taste;

    /// <summary>A watch that shows no room before its first <see cref="Turn"/>.</summary>
    public WatchedHallway(HallwayWatch watch, HallwayTaste taste, ListedRooms rooms)
    {
        Watch = watch;
        language = watch.Language.ToLowerInvariant();
        this.taste = taste;
        JudgeAll(rooms);
    }

    /// <summary>The viewer and the filter.</summary>
    public HallwayWatch Watch { get; }

    public bool Shows(string id) => shown.ContainsKey(id);

    /// <summary>Replaces the viewer's taste and judges every room again.</summary>
    public void Retaste(HallwayTaste next, ListedRooms rooms)
    {
        taste = next;
        JudgeAll(rooms);
    }

    /// <summary>Judges rooms that are new, have changed or are gone.</summary>
    public void Judge(IEnumerable<string> changed, ListedRooms rooms)
    {
        foreach (var id in changed)
        {
            Judge(id, rooms.Find(id));
        }
    }

    /// <summary>Selects the rooms to show from now on.</summary>
    /// <param name="changed">Ids of rooms whose entry may have changed.</param>
    /// <returns>The rooms to tell the viewer of: rooms that were not shown before or were shown for another reason, and the
    /// changed rooms that are shown.</returns>
    public HallwayTurn Turn(IEnumerable<string> changed)
    {
        var next = (fitting.Count <= RoomsMax ? fitting.Keys : Sort(fitting.Keys).Take(RoomsMax))
            .ToDictionary(id => id, id => fitting[id].Reason, StringComparer.Ordinal);
        var fresh = next
            .Where(room => !shown.TryGetValue(room.Key, out var reason) || reason != room.Value)
            .Select(room => room.Key)
            .ToList();
        var gone = shown.Keys.Where(id => !next.ContainsKey(id)).ToList();
        shown = next;
        return new HallwayTurn([.. fresh.Concat(changed.Where(Shows)).Distinct(StringComparer.Ordinal)], gone);
    }

    /// <summary>Ids of the people that the viewer follows and who host the rooms or are on stage, each once.</summary>
    public IReadOnlyCollection<string> KnownIn(IEnumerable<string> ids, ListedRooms rooms) =>
        ids.SelectMany(id => KnownIn(id, rooms)).ToHashSet(StringComparer.Ordinal);

    /// <summary>The entries of rooms, the strongest reason first and within a reason the newest room first. A room without a card
    /// has ended and has no entry.</summary>
    /// <param name="ids">Ids of rooms that are shown.</param>
    /// <param name="rooms">The listed rooms.</param>
    /// <param name="cards">The rooms' cards.</param>
    /// <param name="people">The people of <see cref="KnownIn(IEnumerable{string}, ListedRooms)"/>, the most followed
    /// first.</param>
    public ImmutableArray<HallwayEntry> Entries(
        IEnumerable<string> ids, ListedRooms rooms, ShownCards cards, IReadOnlyList<Person> people) =>
    [
        .. from id in Sort(ids.Where(id => cards.Find(id) is not null))
           let known = KnownIn(id, rooms).ToHashSet(StringComparer.Ordinal)
           let named = people.Where(person => known.Contains(person.Id.Value)).Take(KnownShown)
           select new HallwayEntry(cards.Find(id)!, fitting[id].Reason, [.. named]),
    ];

    private IEnumerable<string> KnownIn(string id, ListedRooms rooms) => rooms.Find(id) is { } room ? taste.KnownIn(room) : [];

    private void JudgeAll(ListedRooms rooms)
    {
        fitting.Clear();
        foreach (var room in rooms.All)
        {
            Judge(room.Id, room);
        }
    }

    private void Judge(string id, ListedRoom? room)
    {
        if (room is not null && taste.ReasonFor(room) is { } reason && reason <= Watch.Weakest && room.IsIn(language))
        {
            fitting[id] = new Place(reason, room.Number);
        }
        else
        {
            fitting.Remove(id);
        }
    }

    private IEnumerable<string> Sort(IEnumerable<string> ids) =>
        ids.OrderBy(id => fitting[id].Reason).ThenByDescending(id => fitting[id].Number);

    private readonly record struct Place(HallwayReason Reason, long Number);
}

/// <summary>What a turn changes for the viewer.</summary>
public readonly record struct HallwayTurn(IReadOnlyList<string> Rooms, IReadOnlyList<string> Gone);
