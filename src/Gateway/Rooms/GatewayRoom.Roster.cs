using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Gateway.Refusals;

namespace AudioRooms.Gateway.Rooms;

// Who came and went since the listener grain was told last. All of it inside the gate.
internal sealed partial class GatewayRoom
{
    private readonly Dictionary<UserId, Arrival> came = [];
    private readonly HashSet<UserId> went = [];

    /// <summary>What the listener grain does not know yet; null if it knows all.</summary>
    /// <param name="whole">True to tell everybody who is here.</param>
    public RosterChange? TakeRoster(bool whole)
    {
        lock (gate)
        {
            if (!whole && came.Count == 0 && went.Count == 0)
            {
                return null;
            }

            RosterChange change = whole
                ? new([.. PeopleWithDevice().Select(ArrivalOf)], [], IsWhole: true)
                : new([.. came.Values], [.. went], IsWhole: false);
            came.Clear();
            went.Clear();
            return change;
        }
    }

    /// <summary>One person has one main device in a room, wherever: the newest.</summary>
    public Task OnArrivalsAsync(ArrivalNote note)
    {
        lock (gate)
        {
            foreach (var arrival in note.Came)
            {
                if (!arrival.IsCompanion && connections.TryGetValue(arrival.Person.Id, out var here) && here.EnteredAt < arrival.At)
                {
                    here.Close(ClosingReason.Replaced);
                }
            }
        }

        return Task.CompletedTask;
    }

    private static Arrival ArrivalOf(IRoomDevice connection) =>
        new(connection.Person, connection.EnteredAt) { IsCompanion = connection.IsCompanion };

    private void Came(IRoomDevice connection)
    {
        went.Remove(connection.Person.Id);
        if (connection.IsCompanion && connections.ContainsKey(connection.Person.Id))
        {
            // The main device has been reported, or is about to be.
            return;
        }

        came[connection.Person.Id] = ArrivalOf(connection);
    }

    private void Went(UserId user)
    {
        came.Remove(user);
        went.Add(user);
    }
}
