namespace AudioRooms.Grains.SafetyCopies;

/// <summary>Names of the Ogg comments of a segment.</summary>
internal static class SegmentTags
{
    /// <summary>Where the segment begins in its track, in samples at 48 kHz.</summary>
    public const string From = "FROM";
}
