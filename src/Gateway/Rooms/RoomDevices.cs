using AudioRooms.Contracts.Users;
using AudioRooms.Gateway.Refusals;

namespace AudioRooms.Gateway.Rooms;

/// <summary>
/// The devices of a room at this gateway. A person has one main device, which speaks, and up to three companions, which listen
/// and send commands. The caller holds the room's gate.
/// </summary>
internal sealed class RoomDevices
{
    /// <summary>
    /// Most companions of a person: a telephone, a computer and a command line. A fourth one replaces the oldest.
    /// </summary>
    private const int CompanionsMax = 3;

    private readonly Dictionary<UserId, AttachedDevice> mains = [];

    // Oldest first. People without companions have no entry.
    private readonly Dictionary<UserId, List<AttachedDevice>> companions = [];

    /// <summary>The number of people with a device here.</summary>
    public int PeopleCount => mains.Count + companions.Keys.Count(user => !mains.ContainsKey(user));

    /// <summary>Every device here: the main devices, then the companions.</summary>
    public IEnumerable<AttachedDevice> All =>
        companions.Count == 0 ? mains.Values : mains.Values.Concat(companions.Values.SelectMany(static devices => devices));

    /// <summary>One device for each person: the main device, or else the oldest companion.</summary>
    public IEnumerable<AttachedDevice> OnePerPerson => mains.Values.Concat(
        companions.Where(pair => !mains.ContainsKey(pair.Key)).Select(static pair => pair.Value[0]));

    public bool IsHere(UserId user) => mains.ContainsKey(user) || companions.ContainsKey(user);

    /// <summary>A person's main device; null if the person has none here.</summary>
    public AttachedDevice? MainOf(UserId user) => mains.GetValueOrDefault(user);

    /// <summary>Every device of one person, the main one first.</summary>
    public IEnumerable<AttachedDevice> Of(UserId user)
    {
        if (mains.TryGetValue(user, out var main))
        {
            yield return main;
        }

        foreach (var companion in companions.GetValueOrDefault(user) ?? [])
        {
            yield return companion;
        }
    }

    /// <summary>Ends every connection here.</summary>
    public void CloseAll(ClosingReason reason)
    {
        foreach (var device in All)
        {
            device.Connection.Close(reason);
        }
    }

    /// <summary>What is remembered of a device; null if it has no place here any more.</summary>
    public AttachedDevice? Find(IRoomDevice connection) =>
        Of(connection.Person.Id).FirstOrDefault(device => device.Connection == connection);

    /// <summary>Gives a device a place.</summary>
    /// <param name="connection">The device.</param>
    /// <param name="former">The device that it replaces; null if there is none.</param>
    public AttachedDevice Attach(IRoomDevice connection, out IRoomDevice? former)
    {
        var device = new AttachedDevice(connection);
        var user = connection.Person.Id;
        if (!connection.IsCompanion)
        {
            former = MainOf(user)?.Connection;
            mains[user] = device;
            return device;
        }

        if (!companions.TryGetValue(user, out var beside))
        {
            companions[user] = beside = [];
        }

        beside.Add(device);
        former = null;
        if (beside.Count > CompanionsMax)
        {
            former = beside[0].Connection;
            beside.RemoveAt(0);
        }

        return device;
    }

    /// <summary>Takes a device's place away.</summary>
    /// <returns>False if the device had no place here.</returns>
    public bool Detach(IRoomDevice connection)
    {
        if (Find(connection) is not { } device)
        {
            return false;
        }

        var user = connection.Person.Id;
        if (!connection.IsCompanion)
        {
            return mains.Remove(user);
        }

        var beside = companions[user];
        beside.Remove(device);
        if (beside.Count == 0)
        {
            companions.Remove(user);
        }

        return true;
    }
}
