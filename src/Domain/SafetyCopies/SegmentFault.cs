namespace AudioRooms.Domain.SafetyCopies;

/// <summary>What is wrong with a sealed segment.</summary>
public enum SegmentFault
{
    /// <summary>It does not begin as a segment does.</summary>
    NotASegment,

    /// <summary>A chunk does not open: it was changed, belongs to another segment, or the key is another.</summary>
    ChunkAltered,

    /// <summary>It ends before its last chunk, as after a crash.</summary>
    CutShort,

    /// <summary>Bytes follow its last chunk.</summary>
    BytesFollow,
}
