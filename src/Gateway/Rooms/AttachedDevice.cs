using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Rooms;

/// <summary>What a room remembers of a device that is here. Inside the room's gate.</summary>
internal sealed class AttachedDevice(IRoomDevice connection)
{
    /// <summary>What the room may ask of the device.</summary>
    public IRoomDevice Connection { get; } = connection;

    /// <summary>Version of the newest event that the device was told.</summary>
    public long ToldVersion { get; set; }

    /// <summary>The place of the raised hand that the device was told; null if it knows of none.</summary>
    public HandPlace? ToldPlace { get; set; }
}
