namespace AudioRooms.Audio.Ogg;

/// <summary>Why a file is no readable Ogg Opus file, or no longer is one.</summary>
public enum OggError
{
    /// <summary>No fault so far; at the end: the file was complete.</summary>
    None,

    /// <summary>A page does not begin with "OggS".</summary>
    NotOgg,

    /// <summary>A page has a version other than 0 (RFC 3533 §6).</summary>
    UnsupportedVersion,

    /// <summary>The file ends inside a page.</summary>
    TruncatedPage,

    /// <summary>A page's checksum is wrong.</summary>
    BadChecksum,

    /// <summary>A page of the stream is missing, or pages are out of order.</summary>
    MissingPage,

    /// <summary>The file does not begin with an Opus stream.</summary>
    NotOpus,

    /// <summary>The identification header breaks RFC 7845 §5.1.</summary>
    BadHeader,

    /// <summary>
    /// The comment header breaks RFC 7845 §5.2, or has no end within <see cref="OggOpusReader.MaxTagsPacketBytes"/>.
    /// </summary>
    BadTags,

    /// <summary>
    /// A packet has more than <see cref="OggOpusReader.MaxPacketBytes"/>, or the page on which it begins is missing.
    /// </summary>
    BadPacketBounds,

    /// <summary>A packet breaks the framing rules of RFC 6716 §3.4.</summary>
    BadPacket,

    /// <summary>The file ends between two pages without the mark of the last page, as after a crash of its writer.</summary>
    MissingEnd,

    /// <summary>The channels are mapped by a family other than 0 and 1 (RFC 7845 §5.1.1), for instance ambisonics.</summary>
    UnsupportedChannels,
}
