using AudioRooms.Audio.Opus;

namespace AudioRooms.Audio.Playout;

/// <summary>What became of a packet offered to a <see cref="JitterBuffer"/>.</summary>
public enum JitterInsert
{
    /// <summary>Kept for playout.</summary>
    Accepted,

    /// <summary>Dropped: it has come before.</summary>
    Duplicate,

    /// <summary>Dropped: its time has passed.</summary>
    Late,

    /// <summary>Dropped: it breaks <see cref="LivePacketRules"/>.</summary>
    Malformed,

    /// <summary>Kept, and everything before it was thrown away: the media clock jumped.</summary>
    Resynced,
}
