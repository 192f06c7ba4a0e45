using AudioRooms.Contracts.Users;
using AudioRooms.Gateway.Access;
using AudioRooms.Gateway.Rooms;

namespace AudioRooms.Gateway.Sessions;

/// <summary>What a connection has before its device is in a room.</summary>
/// <param name="Caller">The authenticated owner of the device.</param>
/// <param name="EnteredAt">When the device connected.</param>
/// <param name="SpeakingGate">Decides whether the device's sound may leave this gateway.</param>
/// <param name="Output">Sends the device messages of its own.</param>
/// <param name="End">Ends the connection.</param>
/// <param name="Expiry">When the connection expires.</param>
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
