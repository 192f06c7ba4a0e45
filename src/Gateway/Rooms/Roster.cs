using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Gateway.Rooms;

/// <summary>Who arrived and who left since the listener grain was told last. Inside the room's gate.</summary>
internal sealed class Roster(RoomDevices devices)
{
    private readonly Dictionary<UserId, Arrival> arrived = [];
    private readonly HashSet<UserId> left = [];

    /// <summary>A device has its place.</summary>
    public void Add(IRoomDevice connection)
    {
        left.Remove(connection.Person.Id);
        if (connection.IsCompanion && devices.MainOf(connection.Person.Id) is not null)
        {
            // The main device has been reported, or is about to be.
            return;
        }

        arrived[connection.Person.Id] = ArrivalOf(connection);
    }

    /// <summary>A person's last device is gone.</summary>
    public void Remove(UserId user)
    {
        arrived.Remove(user);
        left.Add(user);
    }

    /// <summary>What the listener grain does not know yet; null if it knows all.</summary>
    /// <param name="whole">True to name everybody who is here.</param>
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
