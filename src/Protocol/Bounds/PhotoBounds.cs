namespace AudioRooms.Protocol.Bounds;

/// <summary>Bounds of an uploaded photo.</summary>
public static class PhotoBounds
{
    /// <summary>Largest upload in bytes. A telephone's picture, made smaller by the browser, has a tenth of it.</summary>
    public const int BytesMax = 1_024 * 1_024;

    /// <summary>
    /// Largest request with a photo, in bytes: the largest photo and the other fields, so that a photo with one byte too many
    /// gets its own refusal.
    /// </summary>
    public const int RequestBytesMax = BytesMax + RequestBounds.BytesMax;

    /// <summary>Shortest side in pixels; a person cannot be recognised in a smaller picture.</summary>
    public const int SideMin = 64;

    /// <summary>Longest side in pixels.</summary>
    public const int SideMax = 8_192;

    /// <summary>
    /// Most pixels, 16 × 2^20: 64 MB when decoded. The number is in the picture's header, and a picture with more is not decoded.
    /// </summary>
    public const int PixelsMax = 16 * 1_024 * 1_024;
}
