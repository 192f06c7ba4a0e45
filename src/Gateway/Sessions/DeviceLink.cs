using AudioRooms.Contracts.Users;
using AudioRooms.Gateway.Access;
using AudioRooms.Gateway.Rooms;

namespace AudioRooms.Gateway.Sessions;

/// <summary>What a connection has before its device is in a room.</summary>
/// <param name="Caller">The device's owner, as authenticated.</param>
/// <param name="EnteredAt">When the device connected.</param>
/// <param name="SpeakingGate">Whether the device's sound may leave this gateway.</param>
/// <param name="Output">What the device is sent.</param>
/// <param name="End">Ends the connection.</param>
/// <param name="Expiry">When the connection is over by itself.</param>
internal sealed record DeviceLink(
    SignedInPerson Caller,
    DateTimeOffset EnteredAt,
    SpeakingGate SpeakingGate,
    DeviceOutput Output,
    ConnectionEnd End,
    ConnectionExpiry Expiry)
{
    public Person Person => Caller.Person;
}
