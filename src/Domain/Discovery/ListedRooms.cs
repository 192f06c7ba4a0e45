namespace AudioRooms.Domain.Discovery;

/// <summary>The live rooms that everybody may know of, as one gateway's watch knows them. Not thread-safe. Three steps bring them
/// up to date: <see cref="Begin"/> says what to read, <see cref="Compare"/> says what the changes mean, <see cref="Take"/> stores
/// the result. Everything is read before anything is stored: a change that was stored although the reading of its room failed
/// would never be looked at again.</summary>
public sealed class ListedRooms
{
    /// <summary>How long changes can be read. A watch whose last reading is older reads every room again.</summary>
    public static readonly TimeSpan ChangesKeptFor = TimeSpan.FromMinutes(2);

    /// <summary>Readings overlap by this, because the clocks of silos differ and a change may wait after it is stamped before it
    /// is stored.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(20);

    private readonly Dictionary<string, ListedRoom> rooms = new(StringComparer.Ordinal);
    private IReadOnlySet<string> seenChanges = new HashSet<string>(StringComparer.Ordinal);
    private IReadOnlySet<string> hidden = new HashSet<string>(StringComparer.Ordinal);
    private DateTimeOffset? readAt;

    /// <summary>True until the first <see cref="Take"/>.</summary>
    public bool IsUnread => readAt is null;

    public IReadOnlyCollection<ListedRoom> All => rooms.Values;

    /// <summary>The room with this id; null if it is not listed.</summary>
    public ListedRoom? Find(string id) => rooms.GetValueOrDefault(id);

    /// <summary>What to read now.</summary>
    public HallwayReading Begin(DateTimeOffset now) => readAt is { } last && now - last <= ChangesKeptFor
        ? new HallwayReading(now, last - Overlap, IsWhole: false)
        : new HallwayReading(now, now - Overlap, IsWhole: true);

    /// <summary>What the changes mean.</summary>
    /// <param name="reading">From <see cref="Begin"/>.</param>
    /// <param name="recent">The changes that the reading asks for.</param>
    /// <param name="hiddenNow">Ids of rooms that are hidden now.</param>
    public HallwayFindings Compare(
        HallwayReading reading, IReadOnlyCollection<HallwayChange> recent, IReadOnlySet<string> hiddenNow)
    {
        var changed = new HashSet<string>(StringComparer.Ordinal);
        var people = new HashSet<string>(StringComparer.Ordinal);
        foreach (var change in recent.Where(change => !seenChanges.Contains(change.ChangeId)))
        {
            (change.Kind == HallwayChangeKind.Room ? changed : people).Add(change.Subject);
        }

        changed.UnionWith(hiddenNow.Except(hidden));
        changed.UnionWith(hidden.Except(hiddenNow));
        return new HallwayFindings(
            reading,
            recent.Select(change => change.ChangeId).ToHashSet(StringComparer.Ordinal),
            hiddenNow,
            reading.IsWhole ? null : changed,
            people);
    }

    /// <summary>Stores what was found.</summary>
    /// <param name="findings">From <see cref="Compare"/>.</param>
    /// <param name="listed">The rooms that were read and are listed.</param>
    /// <returns>Ids of the rooms that changed, appeared or are gone.</returns>
    public HashSet<string> Take(HallwayFindings findings, IEnumerable<ListedRoom> listed)
    {
        seenChanges = findings.SeenChanges;
        hidden = findings.Hidden;
        readAt = findings.Reading.At;
        var changed = (findings.Rooms ?? rooms.Keys.ToHashSet(StringComparer.Ordinal)).ToHashSet(StringComparer.Ordinal);
        foreach (var id in changed)
        {
            rooms.Remove(id);
        }

        foreach (var room in listed.Where(room => !hidden.Contains(room.Id)))
        {
            rooms[room.Id] = room;
            changed.Add(room.Id);
        }

        return changed;
    }
}
