namespace AudioRooms.Domain.SafetyCopies;

/// <summary>Why a stretch of a track holds no sound. Stored by name.</summary>
public enum GapReason
{
    /// <summary>The speaker sent nothing: muted, or silent with discontinuous transmission.</summary>
    Silence,

    /// <summary>Packets were lost on the way to the recorder.</summary>
    Lost,

    /// <summary>The store could not take the sound: disk full, store down beyond what the spool holds, or too slow.</summary>
    NotStored,

    /// <summary>The recorder stood still: its process ended, and another one took over.</summary>
    RecorderMoved,
}
