using AudioRooms.Audio.Opus;

namespace AudioRooms.Audio.Ogg;

/// <summary>
/// Reads the packets of an Ogg Opus file (RFC 3533, RFC 7845): the first Opus stream in it, to its end or its first fault.
/// </summary>
/// <remarks>
/// Files come from strangers, so every length has a bound, memory grows only with bytes that were really there, and a fault is a
/// value: whatever was read before it is good. A file without an end, as a crashed recorder leaves it, reads to its last
/// whole page and then says <see cref="OggError.MissingEnd"/> or <see cref="OggError.TruncatedPage"/>. Not thread-safe.
/// </remarks>
public sealed class OggOpusReader : IDisposable
{
    /// <summary>Most bytes of one packet: a reader may refuse more (RFC 7845 §6).</summary>
    public const int MaxPacketBytes = 61_440;

    /// <summary>Most bytes of the comment header: room for a small picture.</summary>
    public const int MaxTagsBytes = 1 << 20;

    private readonly Stream stream;
    private readonly bool leaveOpen;
    private readonly OggPageReader page;
    private uint serial;
    private uint nextSequence;
    private int segmentIndex;
    private int bodyOffset;
    private bool hasPage;
    private byte[] packet = new byte[4096];
    private int packetBytes;

    private OggOpusReader(Stream stream, bool leaveOpen)
    {
        this.stream = stream;
        this.leaveOpen = leaveOpen;
        page = new OggPageReader(stream);
    }

    /// <summary>Channels, pre-skip and gain.</summary>
    public OggOpusHeader Header { get; private set; } = OggOpusHeader.Speech;

    /// <summary>Vendor and comments.</summary>
    public OggOpusTags Tags { get; private set; } = OggOpusTags.Empty;

    /// <summary>After <see cref="TryReadPacket"/> returned false: None if the file was complete, else what ended it.</summary>
    public OggError Error { get; private set; }

    /// <summary>Granule position of the newest complete page: samples at 48 kHz, pre-skip included.</summary>
    public long GranulePosition { get; private set; }

    /// <summary>Samples at 48 kHz in the packets read so far; more than <see cref="GranulePosition"/> at the end means that the
    /// last packet is to be cut.</summary>
    public long SamplesRead { get; private set; }

    /// <summary>Reads the headers.</summary>
    /// <param name="stream">Read from its position, forward only.</param>
    /// <param name="reader">Owns <paramref name="stream"/>, if true.</param>
    /// <param name="error">Why not, if false; <paramref name="stream"/> is left open then.</param>
    /// <param name="leaveOpen">True if <paramref name="stream"/> outlives the reader.</param>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static bool TryOpen(Stream stream, out OggOpusReader? reader, out OggError error, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var candidate = new OggOpusReader(stream, leaveOpen);
        error = candidate.ReadHeaders();
        reader = error == OggError.None ? candidate : null;
        return reader is not null;
    }

    /// <summary>Reads the next packet.</summary>
    /// <param name="data">One well-formed Opus packet; valid until the next call.</param>
    /// <returns>False at the end; <see cref="Error"/> says whether it was a good one.</returns>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public bool TryReadPacket(out ReadOnlySpan<byte> data)
    {
        data = default;
        if (Error != OggError.None || !TryAssemble(MaxPacketBytes, out var error))
        {
            return false;
        }

        data = packet.AsSpan(0, packetBytes);
        if (!OpusPacket.TryParse(data, out var parsed, out _))
        {
            data = default;
            Error = OggError.BadPacket;
            return false;
        }

        SamplesRead += parsed.SamplesPerChannel;
        return true;
    }

    /// <summary>Closes the stream unless told not to.</summary>
    public void Dispose()
    {
        if (!leaveOpen)
        {
            stream.Dispose();
        }
    }

    private OggError ReadHeaders()
    {
        if (!page.TryRead(out var error))
        {
            return error == OggError.None ? OggError.NotOgg : error;
        }

        if (!page.IsFirst || page.IsContinued)
        {
            return OggError.NotOpus;
        }

        serial = page.Serial;
        nextSequence = page.Sequence;
        AcceptPage();
        if (!TryAssemble(MaxTagsBytes, out error))
        {
            return error == OggError.None ? OggError.NotOpus : error;
        }

        if (!OggOpusHeader.IsOpus(packet.AsSpan(0, packetBytes)))
        {
            return OggError.NotOpus;
        }

        if (!OggOpusHeader.TryParse(packet.AsSpan(0, packetBytes), out var header))
        {
            return OggError.BadHeader;
        }

        if (!TryAssemble(MaxTagsBytes, out error))
        {
            return error is OggError.None or OggError.BadPacketBounds ? OggError.BadTags : error;
        }

        if (!OggOpusTags.TryParse(packet.AsSpan(0, packetBytes), out var tags))
        {
            return OggError.BadTags;
        }

        Header = header!;
        Tags = tags!;
        return OggError.None;
    }

    /// <summary>Puts one packet together from its segments: it ends with the first that is shorter than 255 bytes.</summary>
    private bool TryAssemble(int maxBytes, out OggError error)
    {
        packetBytes = 0;
        error = OggError.None;
        while (true)
        {
            if (!hasPage || segmentIndex == page.Segments.Length)
            {
                if (!TryNextPage(out error))
                {
                    Error = error;
                    return false;
                }

                continue;
            }

            int segmentBytes = page.Segments[segmentIndex++];
            if (packetBytes + segmentBytes > maxBytes)
            {
                Error = error = OggError.BadPacketBounds;
                return false;
            }

            if (packetBytes + segmentBytes > packet.Length)
            {
                Array.Resize(ref packet, Math.Max(packet.Length * 2, packetBytes + segmentBytes));
            }

            page.Body.Slice(bodyOffset, segmentBytes).CopyTo(packet.AsSpan(packetBytes));
            packetBytes += segmentBytes;
            bodyOffset += segmentBytes;
            if (segmentBytes < 255)
            {
                return true;
            }
        }
    }

    /// <summary>Goes to the stream's next page, past those of other streams in the file.</summary>
    private bool TryNextPage(out OggError error)
    {
        var isInsidePacket = packetBytes > 0;
        if (hasPage && page.IsLast)
        {
            error = isInsidePacket ? OggError.BadPacketBounds : OggError.None;
            return false;
        }

        do
        {
            if (!page.TryRead(out error))
            {
                error = error == OggError.None ? OggError.MissingEnd : error;
                return false;
            }
        }
        while (page.Serial != serial);

        if (page.Sequence != nextSequence || page.IsFirst)
        {
            error = OggError.MissingPage;
            return false;
        }

        if (page.IsContinued != isInsidePacket)
        {
            error = OggError.BadPacketBounds;
            return false;
        }

        AcceptPage();
        return true;
    }

    private void AcceptPage()
    {
        hasPage = true;
        segmentIndex = 0;
        bodyOffset = 0;
        nextSequence = unchecked(page.Sequence + 1);

        // -1 marks a page on which no packet ends (RFC 3533 §6).
        if (page.GranulePosition >= 0)
        {
            GranulePosition = page.GranulePosition;
        }
    }
}
