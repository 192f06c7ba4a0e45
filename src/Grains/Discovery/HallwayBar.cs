using AudioRooms.Contracts.Discovery;
using AudioRooms.Domain.Discovery;

namespace AudioRooms.Grains.Discovery;

/// <summary>The rooms that one watch shows, and the others that would be shown if there were fewer.</summary>
internal sealed class HallwayBar(HallwayWatch watch)
{
    /// <summary>Nobody looks at more; what is beyond is in the hallway, by page.</summary>
    public const int RoomsMax = 100;

    private readonly string language = watch.Language.ToLowerInvariant();
    private readonly Dictionary<string, Place> fitting = new(StringComparer.Ordinal);
    private Dictionary<string, HallwayReason> shown = new(StringComparer.Ordinal);

    public HallwayWatch Watch { get; } = watch;

    public HallwayTaste? Taste { get; set; }

    public bool Shows(string id) => shown.ContainsKey(id);

    /// <summary>Looks at a room, which is new, has changed or is gone (null).</summary>
    public void Judge(string id, ListedRoom? room)
    {
        if (room is not null && Taste?.ReasonFor(room) is { } reason && reason <= Watch.Weakest && room.IsIn(language))
        {
            fitting[id] = new Place(reason, room.Number);
        }
        else
        {
            fitting.Remove(id);
        }
    }

    /// <summary>The taste is another: looks at every room.</summary>
    public void JudgeAll(IEnumerable<ListedRoom> rooms)
    {
        fitting.Clear();
        foreach (var room in rooms)
        {
            Judge(room.Id, room);
        }
    }

    /// <summary>Why a room is shown.</summary>
    public HallwayReason ReasonOf(string id) => fitting[id].Reason;

    /// <summary>
    /// Takes over what is to be shown now. Returns what of it was not shown before, or for another reason, and what is no longer shown.
    /// </summary>
    public (List<string> Fresh, List<string> Gone) Turn()
    {
        var next = (fitting.Count <= RoomsMax ? fitting.Keys : Sort(fitting.Keys).Take(RoomsMax))
            .ToDictionary(id => id, ReasonOf, StringComparer.Ordinal);
        var fresh = next.Where(room => !shown.TryGetValue(room.Key, out var reason) || reason != room.Value).Select(room => room.Key).ToList();
        var gone = shown.Keys.Where(id => !next.ContainsKey(id)).ToList();
        shown = next;
        return (fresh, gone);
    }

    /// <summary>By reason and then the newest first.</summary>
    public IEnumerable<string> Sort(IEnumerable<string> ids) =>
        ids.OrderBy(id => fitting[id].Reason).ThenByDescending(id => fitting[id].Number);

    private readonly record struct Place(HallwayReason Reason, long Number);
}
