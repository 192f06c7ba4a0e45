using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Protocol.Refusals;

/// <summary>
/// Codes with which an upload is no photo.
/// Programs compare them; people read the sentence that comes along.
/// </summary>
public static class PhotoCodes
{
    /// <summary>Above <see cref="PhotoBounds.BytesMax"/>.</summary>
    public const string TooLarge = "photo_too_large";

    /// <summary>Not PNG, JPEG or WebP.</summary>
    public const string FormatUnknown = "photo_format_unknown";

    /// <summary>
    /// A side not of <see cref="PhotoBounds.SideMin"/> to <see cref="PhotoBounds.SideMax"/>, or above <see
    /// cref="PhotoBounds.PixelsMax"/> in all.
    /// </summary>
    public const string SizeInvalid = "photo_size_invalid";

    /// <summary>Cannot be decoded to its end.</summary>
    public const string Broken = "photo_broken";
}
