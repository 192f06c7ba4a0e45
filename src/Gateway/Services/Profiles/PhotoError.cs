namespace AudioRooms.Gateway.Services.Profiles;

/// <summary>Why an upload cannot become a photo.</summary>
internal enum PhotoError
{
    /// <summary>The file has too many bytes.</summary>
    TooLarge = 1,

    /// <summary>By its first bytes the file is neither PNG nor JPEG nor WebP.</summary>
    FormatUnknown = 2,

    /// <summary>A side is too short or too long, or there are too many pixels.</summary>
    SizeInvalid = 3,

    /// <summary>The file begins like one of the formats, but cannot be decoded to its end.</summary>
    Broken = 4,
}
