using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Gateway.Rooms;

/// <summary>
/// The people who arrived and left since the last report to the listener grain. The caller holds the room's gate.
/// </summary>
internal sealed class Roster(RoomDevices devices)
{
    private readonly Dictionary<UserId, Arrival> arrived = [];
    private readonly HashSet<UserId> left = [];

    /// <summary>A device got a place.</summary>
    public void Add(IRoomDevice connection)
    {
        left.Remove(connection.Person.Id);
        if (connection.IsCompanion && devices.MainOf(connection.Person.Id) is not null)
        {
            // The report of the main device stands for this companion, too.
            return;
        }

        arrived[connection.Person.Id] = ArrivalOf(connection);
    }

    /// <summary>A person's last device left.</summary>
    public void Remove(UserId user)
    {
        arrived.Remove(user);
        left.Add(user);
    }

    /// <summary>The changes that the listener grain does not know yet; null if there are none.</summary>
    /// <param name="whole">True to report everybody who is here.</param>
    public RosterChange? Take(bool whole)
    {
        if (!whole && arrived.Count == 0 && left.Count == 0)
        {
            return null;
        }

        RosterChange change = whole
            ? new([.. devices.OnePerPerson.Select(static device => ArrivalOf(device.Connection))], [], IsWhole: true)
            : new([.. arrived.Values], [.. left], IsWhole: false);
        arrived.Clear();
        left.Clear();
        return change;
    }

    private static Arrival ArrivalOf(IRoomDevice connection) =>
        new(connection.Person, connection.EnteredAt) { IsCompanion = connection.IsCompanion };
}
