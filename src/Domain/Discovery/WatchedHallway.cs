using System.Collections.Immutable;
using AudioRooms.Contracts.Discovery;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Domain.Discovery;

/// <summary>The rooms that one watch shows, and the others that would be shown if there were fewer. Not thread-safe.</summary>
public sealed class WatchedHallway
{
    /// <summary>Nobody looks at more; what is beyond is in the hallway, by page.</summary>
    public const int RoomsMax = 100;

    private const int KnownShown = 3;

    private readonly string language;
    private readonly Dictionary<string, Place> fitting = new(StringComparer.Ordinal);
    private Dictionary<string, HallwayReason> shown = new(StringComparer.Ordinal);
    private HallwayTaste taste;

    /// <summary>A watch that shows nothing before its first <see cref="Turn"/>.</summary>
    public WatchedHallway(HallwayWatch watch, HallwayTaste taste, ListedRooms rooms)
    {
        Watch = watch;
        language = watch.Language.ToLowerInvariant();
        this.taste = taste;
        JudgeAll(rooms);
    }

    /// <summary>Who watches, and what.</summary>
    public HallwayWatch Watch { get; }

    /// <summary>True if the room is shown.</summary>
    public bool Shows(string id) => shown.ContainsKey(id);

    /// <summary>The viewer's taste may be another: looks at every room.</summary>
    public void Retaste(HallwayTaste next, ListedRooms rooms)
    {
        taste = next;
        JudgeAll(rooms);
    }

    /// <summary>Looks at rooms that are new, have changed or are gone.</summary>
    public void Judge(IEnumerable<string> changed, ListedRooms rooms)
    {
        foreach (var id in changed)
        {
            Judge(id, rooms.Find(id));
        }
    }

    /// <summary>Shows from now on what fits best.</summary>
    /// <param name="changed">Ids of rooms whose entry may be another.</param>
    /// <returns>
    /// The rooms to tell the viewer of: those that were not shown, or for another reason, and of the changed ones those that are
    /// shown.
    /// </returns>
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

    /// <summary>Ids of the people whom the viewer follows and who host the rooms or are on stage, each once.</summary>
    public IReadOnlyCollection<string> KnownIn(IEnumerable<string> ids, ListedRooms rooms) =>
        ids.SelectMany(id => KnownIn(id, rooms)).ToHashSet(StringComparer.Ordinal);

    /// <summary>
    /// Rooms as the viewer is shown them, by reason and then the newest first. A room without a card has ended and has no entry.
    /// </summary>
    /// <param name="ids">Ids of rooms that are shown.</param>
    /// <param name="rooms">What is listed.</param>
    /// <param name="cards">The rooms' cards.</param>
    /// <param name="people">Those of <see cref="KnownIn(IEnumerable{string}, ListedRooms)"/>, the most followed first.</param>
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
/// <param name="Rooms">Ids of rooms that appeared or changed.</param>
/// <param name="Gone">Ids of rooms that are no longer shown.</param>
public readonly record struct HallwayTurn(IReadOnlyList<string> Rooms, IReadOnlyList<string> Gone);
