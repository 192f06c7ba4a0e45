namespace AudioRooms.Domain.Discovery;

/// <summary>The watches of one gateway. Not thread-safe.</summary>
public sealed class WatchedHallways
{
    /// <summary>How many viewers' tastes are read again each second, in turn. Membership of a club leaves no
    /// <see cref="HallwayChange"/>, so only this finds it.</summary>
    public const int TastesRenewedAtOnce = 50;

    private readonly Dictionary<long, WatchedHallway> watches = [];
    private readonly Queue<long> inTurn = new();

    public IReadOnlyCollection<WatchedHallway> All => watches.Values;

    /// <summary>Opens a watch, or replaces it.</summary>
    public void Open(WatchedHallway watch)
    {
        watches[watch.Watch.Id] = watch;
        inTurn.Enqueue(watch.Watch.Id);
    }

    public void Close(long id) => watches.Remove(id);

    public void Clear() => watches.Clear();

    /// <summary>True if any watch shows the room.</summary>
    public bool Shows(string room) => watches.Values.Any(watch => watch.Shows(room));

    /// <summary>Takes the next turn: the ids of the viewers whose taste must be read again.</summary>
    public IReadOnlySet<string> TakeTurn(HallwayFindings findings)
    {
        var due = findings.Reading.IsWhole
            ? watches.Values.Select(watch => watch.Watch.Viewer.Value).ToHashSet(StringComparer.Ordinal)
            : findings.People.ToHashSet(StringComparer.Ordinal);
        for (var i = Math.Min(inTurn.Count, TastesRenewedAtOnce); i > 0; i--)
        {
            var id = inTurn.Dequeue();
            if (watches.TryGetValue(id, out var watch))
            {
                due.Add(watch.Watch.Viewer.Value);
                inTurn.Enqueue(id);
            }
        }

        return due;
    }
}
