using AudioRooms.Contracts.Users;

namespace AudioRooms.Gateway.Rooms;

// A person's devices in the room: one main device, which speaks, and companions, which listen and command. All of it inside the gate.
internal sealed partial class GatewayRoom
{
    /// <summary>A telephone, a computer and a command line beside the main device; a fourth companion takes the oldest one's place.</summary>
    private const int CompanionsMax = 3;

    // Oldest first. People without companions have no entry.
    private readonly Dictionary<UserId, List<IRoomDevice>> companions = [];

    /// <summary>The source of a person's stay on stage; null for the audience.</summary>
    public uint? StayOf(UserId user)
    {
        lock (gate)
        {
            return view?.Stage.Find(user)?.Source;
        }
    }

    /// <summary>How many other devices of the same person are here.</summary>
    public int OthersOf(IRoomDevice connection)
    {
        lock (gate)
        {
            return DevicesOf(connection.Person.Id).Count(device => device != connection);
        }
    }

    /// <summary>How many people have a device here.</summary>
    private int PeopleHere => connections.Count + companions.Keys.Count(user => !connections.ContainsKey(user));

    private bool IsHere(UserId user) => connections.ContainsKey(user) || companions.ContainsKey(user);

    /// <summary>Every device here: the main ones, then the companions.</summary>
    private IEnumerable<IRoomDevice> Devices() =>
        companions.Count == 0 ? connections.Values : connections.Values.Concat(companions.Values.SelectMany(static devices => devices));

    /// <summary>Every device of one person, the main one first.</summary>
    private IEnumerable<IRoomDevice> DevicesOf(UserId user)
    {
        if (connections.TryGetValue(user, out var main))
        {
            yield return main;
        }

        foreach (var companion in companions.GetValueOrDefault(user) ?? [])
        {
            yield return companion;
        }
    }

    /// <summary>One device for each person: the main one, else the oldest companion.</summary>
    private IEnumerable<IRoomDevice> PeopleWithDevice() => connections.Values.Concat(
        companions.Where(pair => !connections.ContainsKey(pair.Key)).Select(static pair => pair.Value[0]));

    /// <summary>Gives a device its place.</summary>
    /// <returns>The device whose place it took, or null.</returns>
    private IRoomDevice? Place(IRoomDevice connection)
    {
        var user = connection.Person.Id;
        if (!connection.IsCompanion)
        {
            connections.TryGetValue(user, out var former);
            connections[user] = connection;
            return former;
        }

        if (!companions.TryGetValue(user, out var beside))
        {
            companions[user] = beside = [];
        }

        beside.Add(connection);
        if (beside.Count <= CompanionsMax)
        {
            return null;
        }

        var oldest = beside[0];
        beside.RemoveAt(0);
        return oldest;
    }

    /// <summary>Takes a device's place away.</summary>
    /// <returns>False if it had none any more.</returns>
    private bool Displace(IRoomDevice connection)
    {
        var user = connection.Person.Id;
        if (!connection.IsCompanion)
        {
            return connections.TryGetValue(user, out var current) && current == connection && connections.Remove(user);
        }

        if (!companions.TryGetValue(user, out var beside) || !beside.Remove(connection))
        {
            return false;
        }

        if (beside.Count == 0)
        {
            companions.Remove(user);
        }

        return true;
    }
}
