namespace AudioRooms.Domain.SafetyCopies;

/// <summary>What is wrong with a track. The first fault counts.</summary>
public enum TrackFault
{
    /// <summary>A record is missing, or stands twice.</summary>
    RecordMissing,

    /// <summary>A record was changed, or follows another one than it did.</summary>
    RecordAltered,

    /// <summary>A record does not begin where the one before ended.</summary>
    TimeBroken,

    /// <summary>A segment that a record names is not in the store.</summary>
    SegmentMissing,

    /// <summary>A segment's stored bytes are not those that its record names: changed, or exchanged with another.</summary>
    SegmentAltered,

    /// <summary>The track has no end although its room has ended: records were removed.</summary>
    EndMissing,
}
