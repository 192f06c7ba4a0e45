using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Rooms;

/// <summary>What a room remembers of a device that is connected here. The room's gate guards it.</summary>
internal sealed class AttachedDevice(IRoomDevice connection)
{
    /// <summary>The calls that the room may make on the device.</summary>
    public IRoomDevice Connection { get; } = connection;

    /// <summary>Version of the newest event that was sent to the device.</summary>
    public long ToldVersion { get; set; }

    /// <summary>The place of the raised hand that was sent to the device; null if none was sent.</summary>
    public HandPlace? ToldPlace { get; set; }
}
