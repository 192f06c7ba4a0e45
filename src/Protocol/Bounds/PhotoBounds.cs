namespace AudioRooms.Protocol.Bounds;

/// <summary>Bounds of an uploaded photo.</summary>
public static class PhotoBounds
{
    /// <summary>Largest upload, in bytes. A telephone's picture that was made smaller by its browser has a tenth of it.</summary>
    public const int BytesMax = 1_024 * 1_024;

    /// <summary>
    /// Largest request with a photo in it, in bytes: the largest photo and the rest,
    /// so that one byte too many is refused by its name.
    /// </summary>
    public const int RequestBytesMax = BytesMax + RequestBounds.BytesMax;

    /// <summary>Shortest side, in pixels; less is no likeness of anybody.</summary>
    public const int SideMin = 64;

    /// <summary>Longest side, in pixels.</summary>
    public const int SideMax = 8_192;

    /// <summary>
    /// Most pixels, 16 × 2^20: decoded, 64 MB. A picture says in its header how many it has, and one with more is not decoded.
    /// </summary>
    public const int PixelsMax = 16 * 1_024 * 1_024;
}
