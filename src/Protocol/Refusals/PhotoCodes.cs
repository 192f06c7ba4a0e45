using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Protocol.Refusals;

/// <summary>Codes of refused uploads. Programs compare the codes; people read the text beside them.</summary>
public static class PhotoCodes
{
    /// <summary>The file exceeds <see cref="PhotoBounds.BytesMax"/>.</summary>
    public const string TooLarge = "photo_too_large";

    /// <summary>The file is no PNG, JPEG or WebP.</summary>
    public const string FormatUnknown = "photo_format_unknown";

    /// <summary>
    /// A side is not <see cref="PhotoBounds.SideMin"/> to <see cref="PhotoBounds.SideMax"/> pixels, or there are more than
    /// <see cref="PhotoBounds.PixelsMax"/> pixels.
    /// </summary>
    public const string SizeInvalid = "photo_size_invalid";

    /// <summary>The file cannot be decoded to its end.</summary>
    public const string Broken = "photo_broken";
}
