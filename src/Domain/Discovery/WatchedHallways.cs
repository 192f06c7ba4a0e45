namespace AudioRooms.Domain.Discovery;

/// <summary>The watches of one gateway. Not thread-safe.</summary>
public sealed class WatchedHallways
{
    /// <summary>Tastes read again each second, in turn: joining a club is written down nowhere else.</summary>
    public const int TastesRenewedAtOnce = 50;

    private readonly Dictionary<long, WatchedHallway> watches = [];
    private readonly Queue<long> inTurn = new();

    /// <summary>Every watch.</summary>
    public IReadOnlyCollection<WatchedHallway> All => watches.Values;

    /// <summary>Begins a watch, or begins it anew.</summary>
    public void Open(WatchedHallway watch)
    {
        watches[watch.Watch.Id] = watch;
        inTurn.Enqueue(watch.Watch.Id);
    }

    /// <summary>Ends a watch.</summary>
    public void Close(long id) => watches.Remove(id);

    /// <summary>Ends every watch.</summary>
    public void Clear() => watches.Clear();

    /// <summary>True if a watch shows the room.</summary>
    public bool Shows(string room) => watches.Values.Any(watch => watch.Shows(room));

    /// <summary>Takes the next turn: ids of the viewers whose taste is to be read again.</summary>
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
