namespace AudioRooms.Gateway.Services.Profiles;

/// <summary>Why an upload is no photo.</summary>
internal enum PhotoError
{
    /// <summary>More bytes than are taken.</summary>
    TooLarge = 1,

    /// <summary>Neither PNG nor JPEG nor WebP, by its first bytes.</summary>
    FormatUnknown = 2,

    /// <summary>A side too short or too long, or too many pixels in all.</summary>
    SizeInvalid = 3,

    /// <summary>It begins like one of the formats and cannot be decoded to its end.</summary>
    Broken = 4,
}
