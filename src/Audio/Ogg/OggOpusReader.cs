using AudioRooms.Audio.Opus;

namespace AudioRooms.Audio.Ogg;

/// <summary>
/// Reads the packets of an Ogg Opus file (RFC 3533, RFC 7845) to its end: all Opus streams, one after the other ("links", as
/// <c>cat</c> of two files makes them), and past damaged parts.
/// </summary>
/// <remarks>
/// Files come from strangers, so every length has a bound, memory grows only with bytes that are really there, and a fault is a
/// value. The reader reports everything that it leaves out: <see cref="LostSamples"/> and <see cref="Damage"/> for losses inside,
/// <see cref="Error"/> for an improper end. A file without an end, as a crashed recorder leaves it, is read to its last whole
/// page; the error is then <see cref="OggError.MissingEnd"/> or <see cref="OggError.TruncatedPage"/>. Not thread-safe.
/// </remarks>
public sealed partial class OggOpusReader : IDisposable
{
    /// <summary>Longest packet in bytes: a reader may refuse longer ones (RFC 7845 §6).</summary>
    public const int MaxPacketBytes = 61_440;

    /// <summary>Most bytes of the comment header that are kept; comments after them are skipped (RFC 7845 §5.2).</summary>
    public const int MaxTagsBytes = 1 << 20;

    /// <summary>Longest comment header in bytes: 120 MB, most of it skipped (RFC 7845 §6).</summary>
    public const int MaxTagsPacketBytes = 125_829_120;

    /// <summary>Longest loss in one file: an hour. A longer one is invented, or cannot be determined.</summary>
    private const long MaxLostSamples = 3_600L * AudioFormat.SampleRateHz;

    private readonly Stream stream;
    private readonly bool leaveOpen;
    private readonly OggPageReader page;
    private readonly byte[] scratch = new byte[MaxPacketBytes];
    private readonly List<long> endTrims = [];
    private byte[] packet = new byte[4096];
    private int packetBytes;
    private bool isCut;

    private OggOpusReader(Stream stream, bool leaveOpen)
    {
        this.stream = stream;
        this.leaveOpen = leaveOpen;
        page = new OggPageReader(stream);
    }

    /// <summary>Channels, pre-skip and gain of the present link.</summary>
    public OggOpusHeader Header { get; private set; } = OggOpusHeader.Speech;

    /// <summary>Vendor and comments of the present link.</summary>
    public OggOpusTags Tags { get; private set; } = OggOpusTags.Empty;

    /// <summary>The link of the newest packet, counted from 0. Each link has its own header and needs its own decoder.</summary>
    public int Link { get; private set; }

    /// <summary>
    /// After <see cref="TryReadPacket"/> returned false: None if the file was complete, otherwise what ended it.
    /// </summary>
    public OggError Error { get; private set; }

    /// <summary>The first fault that was skipped so far; None if there was none.</summary>
    public OggError Damage => damage != OggError.None ? damage : page.Damage;

    /// <summary>Samples at 48 kHz lost with damaged parts so far; an estimate where no page says it.</summary>
    public long LostSamples { get; private set; }

    /// <summary>The part of <see cref="LostSamples"/> directly before the newest packet.</summary>
    public long LostSamplesBefore { get; private set; }

    /// <summary>For each link that has ended, the samples at 48 kHz to cut off at its end (RFC 7845 §4.4).</summary>
    public IReadOnlyList<long> EndTrims => endTrims;

    /// <summary>Granule position of the newest complete page, in samples at 48 kHz, with pre-skip.</summary>
    public long GranulePosition { get; private set; }

    /// <summary>Samples at 48 kHz in the packets read so far, over all links.</summary>
    public long SamplesRead { get; private set; }

    /// <summary>Reads the headers.</summary>
    /// <param name="stream">Read from its position, forward only.</param>
    /// <param name="reader">The reader if the result is true; it owns <paramref name="stream"/> then.</param>
    /// <param name="error">The reason if the result is false; <paramref name="stream"/> stays open then.</param>
    /// <param name="leaveOpen">True if the reader must not close <paramref name="stream"/>.</param>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static bool TryOpen(Stream stream, out OggOpusReader? reader, out OggError error, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var candidate = new OggOpusReader(stream, leaveOpen);
        error = candidate.ReadFirstHeaders();
        reader = error == OggError.None ? candidate : null;
        return reader is not null;
    }

    /// <summary>Reads the next packet.</summary>
    /// <param name="data">One well-formed Opus packet, or one of several streams if <see cref="OggOpusHeader.StreamCount"/> is
    /// above 1; valid until the next call.</param>
    /// <returns>False at the end; <see cref="Error"/> says whether the end was proper.</returns>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public bool TryReadPacket(out ReadOnlySpan<byte> data)
    {
        data = default;
        while (Error == OggError.None && !isOver)
        {
            if (!TryAssemble(MaxPacketBytes))
            {
                EndLink();
                continue;
            }

            var whole = packet.AsSpan(0, packetBytes);
            var samples = OpusMultistream.DurationOf(whole);
            if (isCut || !OpusMultistream.IsWellFormed(whole, Header.StreamCount, scratch))
            {
                NoteDamage(OggError.BadPacket);
                Lose(samples);
                continue;
            }

            linkSamples += samples;
            SamplesRead += samples;
            LostSamplesBefore = pendingLost;
            pendingLost = 0;
            data = whole;
            return true;
        }

        return false;
    }

    /// <summary>Closes the stream, unless the reader was told to leave it open.</summary>
    public void Dispose()
    {
        if (!leaveOpen)
        {
            stream.Dispose();
        }
    }

    private void NoteDamage(OggError fault) => damage = Damage == OggError.None ? fault : damage;

    private void Lose(long samples)
    {
        if (samples > 0 && samples <= MaxLostSamples - LostSamples)
        {
            LostSamples += samples;
            linkSamples += samples;
            pendingLost += samples;
        }
    }

    private OggError ReadFirstHeaders()
    {
        if (!page.TryRead(out var error))
        {
            return error == OggError.None ? OggError.NotOgg : error;
        }

        return page.IsFirst && !page.IsContinued ? ReadHeaders() : OggError.NotOpus;
    }

    /// <summary>Reads the two header packets of a link that begins with the present page.</summary>
    private OggError ReadHeaders()
    {
        isInHeaders = true;
        BeginLink();
        if (!TryAssemble(MaxTagsBytes))
        {
            return HeaderFault(OggError.NotOpus);
        }

        var head = packet.AsSpan(0, packetBytes);
        if (!OggOpusHeader.IsOpus(head))
        {
            return OggError.NotOpus;
        }

        var error = OggOpusHeader.Parse(head, out var header);
        if (error != OggError.None)
        {
            return error;
        }

        if (!TryAssemble(MaxTagsBytes, MaxTagsPacketBytes))
        {
            return HeaderFault(OggError.BadTags);
        }

        if (!OggOpusTags.TryParse(packet.AsSpan(0, packetBytes), isCut, out var tags))
        {
            return OggError.BadTags;
        }

        Header = header!;
        Tags = tags!;
        isInHeaders = false;
        return OggError.None;
    }

    /// <summary>What ended the headers: a fault of the pages, or the end of the link.</summary>
    private OggError HeaderFault(OggError otherwise) =>
        pageError is OggError.None or OggError.BadPacketBounds ? otherwise : pageError;

    /// <summary>Assembles one packet from its segments; the first segment of fewer than 255 bytes ends it.</summary>
    /// <param name="keptBytes">Bytes that are kept; further ones are skipped, and <see cref="isCut"/> says so.</param>
    /// <param name="maxBytes">Most bytes of the packet; a longer one ends the link.</param>
    private bool TryAssemble(int keptBytes, int maxBytes = int.MaxValue)
    {
        packetBytes = 0;
        isCut = false;
        isInsidePacket = false;
        var passedBytes = 0L;
        while (true)
        {
            if (segmentIndex == page.Segments.Length)
            {
                if (!TryNextPage(out var isPacketLost))
                {
                    return false;
                }

                if (isPacketLost)
                {
                    packetBytes = 0;
                    passedBytes = 0;
                    isCut = false;
                }

                continue;
            }

            int segmentBytes = page.Segments[segmentIndex++];
            passedBytes += segmentBytes;
            if (passedBytes > maxBytes)
            {
                pageError = OggError.BadPacketBounds;
                return false;
            }

            isCut |= passedBytes > keptBytes;
            if (!isCut)
            {
                Keep(page.Body.Slice(bodyOffset, segmentBytes));
            }

            bodyOffset += segmentBytes;
            isInsidePacket = segmentBytes == 255;
            if (!isInsidePacket)
            {
                return true;
            }
        }
    }

    private void Keep(ReadOnlySpan<byte> segment)
    {
        if (packetBytes + segment.Length > packet.Length)
        {
            Array.Resize(ref packet, Math.Max(packet.Length * 2, packetBytes + segment.Length));
        }

        segment.CopyTo(packet.AsSpan(packetBytes));
        packetBytes += segment.Length;
    }
}
