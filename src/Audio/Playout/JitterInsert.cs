using AudioRooms.Audio.Opus;

namespace AudioRooms.Audio.Playout;

/// <summary>What happened to a packet offered to a <see cref="JitterBuffer"/>.</summary>
public enum JitterInsert
{
    /// <summary>Kept for playout.</summary>
    Accepted,

    /// <summary>Dropped because it has come before.</summary>
    Duplicate,

    /// <summary>Dropped because its time has passed.</summary>
    Late,

    /// <summary>Dropped because it breaks <see cref="LivePacketRules"/>.</summary>
    Malformed,

    /// <summary>Kept; everything before it was dropped, because the media clock jumped.</summary>
    Resynced,
}
