using System.Collections.Concurrent;
using Orleans.Runtime.Placement;

namespace AudioRooms.Grains.Rooms;

/// <summary>
/// The rooms whose grains live in this silo, so that a silo that leaves the cluster hands them over instead of dropping them: the
/// new activation has read its room before anybody asks it, and messages that are under way are passed on. Thread-safe.
/// </summary>
public sealed class LocalRooms
{
    /// <summary>Rooms that move at a time: the silos that take them read each from the database.</summary>
    private const int AtATime = 16;

    private readonly ConcurrentDictionary<LocalRoom, bool> rooms = new();

    /// <summary>How many rooms live here.</summary>
    public int Count => rooms.Count;

    /// <summary>
    /// Tells whether the cluster has another silo that could take a room; set by the host. Without it no room is moved.
    /// </summary>
    public Func<bool>? HasElsewhere { get; set; }

    /// <summary>Moves the rooms to other silos in turns, the largest first.</summary>
    /// <param name="silos">Where to, at least one.</param>
    /// <param name="hurry">Cancelled when there is no time left: rooms that have not begun to move stay.</param>
    public Task HandOverAsync(IReadOnlyList<SiloAddress> silos, CancellationToken hurry)
    {
        ArgumentOutOfRangeException.ThrowIfZero(silos.Count);
        var moves = rooms.Keys.OrderByDescending(static room => room.Listeners)
            .Select((room, index) => (room.Context, To: silos[index % silos.Count]));
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = hurry };
        return Parallel.ForEachAsync(moves, options, static (move, stop) =>
        {
            // The name by which Orleans' own placements ask where a grain that moves is wanted.
            var hint = new Dictionary<string, object> { [IPlacementDirector.PlacementHintKey] = move.To };
            move.Context.Migrate(hint, CancellationToken.None);
            return new ValueTask(move.Context.Deactivated.WaitAsync(stop));
        });
    }

    internal LocalRoom Add(IGrainContext context)
    {
        var room = new LocalRoom(context);
        rooms[room] = true;
        return room;
    }

    internal void Remove(LocalRoom room) => rooms.TryRemove(room, out _);
}
