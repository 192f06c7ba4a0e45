using AudioRooms.Audio.Opus;

namespace AudioRooms.Audio.Ogg;

/// <summary>Writes Opus packets into an Ogg file (RFC 3533, RFC 7845) unchanged, so a recording needs no encoding.</summary>
/// <remarks>
/// A recording with holes has to stay aligned with the room's clock, so <see cref="WriteGap"/> writes a hole as packets with
/// empty frames. Every Opus decoder conceals those for exactly their duration (RFC 7845 §4.1); they cost 2 bytes per 120 ms. A
/// page holds at most 500 ms. It is handed to the system when the next packet comes, or earlier by <see cref="Flush"/>; so a
/// crash costs 500 ms, and the pages before stay readable. Allocates nothing per packet. Not thread-safe.
/// </remarks>
public sealed class OggOpusWriter : IDisposable
{
    /// <summary>Most sound in one page, in samples at 48 kHz: 500 ms.</summary>
    public const int MaxPageSamples = AudioFormat.SampleRateHz / 2;

    /// <summary>Shortest frame of Opus, in samples at 48 kHz: gaps are written in multiples of it.</summary>
    public const int GapUnitSamples = 120;

    private const byte FirstPage = 2;
    private const byte LastPage = 4;

    private readonly Stream stream;
    private readonly OggPageWriter pages;
    private readonly bool leaveOpen;
    private readonly int preSkip;
    private long pageSamples;
    private bool finished;

    /// <summary>
    /// Until the first packet SILK wideband, 20 ms, mono; then like the latest packet, so that the frames of a gap look like
    /// their neighbours.
    /// </summary>
    private OpusToc gapToc = new(9 << 3);

    /// <summary>Writes the two header pages.</summary>
    /// <param name="stream">Receives the file; only written, never sought.</param>
    /// <param name="header">Channels, pre-skip and rate.</param>
    /// <param name="tags">Title and other comments; at most 65,024 bytes in all.</param>
    /// <param name="serial">Number of the logical stream; files that may be joined need different ones.</param>
    /// <param name="leaveOpen">True if the writer must not close <paramref name="stream"/>.</param>
    public OggOpusWriter(Stream stream, OggOpusHeader header, OggOpusTags tags, int serial = 1, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(tags);
        this.stream = stream;
        this.leaveOpen = leaveOpen;
        preSkip = header.PreSkipSamples;
        pages = new OggPageWriter(stream, unchecked((uint)serial));
        pages.Add(header.ToPacket());
        pages.Flush(granulePosition: 0, FirstPage);
        var tagsPacket = tags.ToPacket();
        if (tagsPacket.Length > OggPageWriter.MaxPacketBytes)
        {
            throw new ArgumentException(
                $"The tags take {tagsPacket.Length} bytes; the limit is {OggPageWriter.MaxPacketBytes}.", nameof(tags));
        }

        pages.Add(tagsPacket);
        pages.Flush(granulePosition: 0, flags: 0);
    }

    /// <summary>Samples at 48 kHz written so far, with gaps and pre-skip.</summary>
    public long SamplesWritten { get; private set; }

    /// <summary>The part of <see cref="SamplesWritten"/> that was gaps.</summary>
    public long GapSamples { get; private set; }

    /// <summary>Appends one packet.</summary>
    /// <param name="packet">One Opus packet, borrowed.</param>
    /// <param name="error">The framing rule that the packet breaks, if the result is false.</param>
    /// <returns>False if the bytes are no packet; nothing is written then.</returns>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public bool TryWritePacket(ReadOnlySpan<byte> packet, out OpusPacketError error)
    {
        ObjectDisposedException.ThrowIf(finished, this);
        if (!OpusPacket.TryParse(packet, out var parsed, out error))
        {
            return false;
        }

        if (packet.Length > OggPageWriter.MaxPacketBytes)
        {
            // Only padding makes a packet this long.
            error = OpusPacketError.FrameTooLong;
            return false;
        }

        gapToc = parsed.Toc;
        Append(packet, parsed.SamplesPerChannel);
        return true;
    }

    /// <summary>Appends silence of a given duration for sound that was lost or not sent.</summary>
    /// <param name="samples">Samples at 48 kHz, rounded down to a multiple of <see cref="GapUnitSamples"/>; not negative.</param>
    /// <returns>Samples written; the caller adds the rest to the next gap.</returns>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public long WriteGap(long samples)
    {
        ObjectDisposedException.ThrowIf(finished, this);
        ArgumentOutOfRangeException.ThrowIfNegative(samples);
        var rest = samples - (samples % GapUnitSamples);
        var written = rest;
        Span<byte> packet = stackalloc byte[2];
        while (rest > 0)
        {
            var toc = GapFrame(rest);
            var frames = (int)Math.Min(rest, OpusPacket.MaxSamples) / toc.FrameSamples;

            // A counted packet (code 3) of constant size that ends after its count has empty frames only.
            packet[0] = (byte)(toc.Value | 3);
            packet[1] = (byte)frames;
            Append(packet, frames * toc.FrameSamples);
            rest -= frames * toc.FrameSamples;
        }

        GapSamples += written;
        return written;
    }

    /// <summary>
    /// Writes the page that is being collected, however short, and flushes the stream. Each call costs a page header of 28 bytes
    /// or more.
    /// </summary>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public void Flush()
    {
        ObjectDisposedException.ThrowIf(finished, this);
        if (pages.HasPackets)
        {
            WritePage();
        }
    }

    /// <summary>Writes the last page; nothing can be appended afterwards.</summary>
    /// <param name="playableSamples">
    /// Samples at 48 kHz that a player should play, without pre-skip, if silence fills the last packet; null for all. A number
    /// above the samples written counts as all.
    /// </param>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public void Finish(long? playableSamples = null)
    {
        if (finished)
        {
            return;
        }

        if (SamplesWritten == 0)
        {
            // Readers refuse a stream without packets, so the shortest one has silence that is cut off entirely.
            WriteGap(((preSkip / AudioFormat.FrameSamples) + 1) * AudioFormat.FrameSamples);
            playableSamples = 0;
        }

        if (!pages.HasPackets)
        {
            // All packets are flushed, and the mark of the end needs a page: one more frame, which is cut off entirely.
            var before = SamplesWritten - preSkip;
            playableSamples = Math.Max(0, Math.Min(playableSamples ?? before, before));
            WriteGap(AudioFormat.FrameSamples);
        }

        finished = true;
        var end = playableSamples is { } playable ? Math.Min(SamplesWritten, playable + preSkip) : SamplesWritten;

        // The last granule position may cut the sound of the last page, but not of an earlier one (RFC 7845 §4.4).
        pages.Flush(Math.Max(end, SamplesWritten - pageSamples), LastPage);
        stream.Flush();
    }

    /// <summary>Finishes the file and closes the stream, unless the writer was told to leave it open.</summary>
    public void Dispose()
    {
        Finish();
        if (!leaveOpen)
        {
            stream.Dispose();
        }
    }

    /// <summary>The neighbour's mode with the longest frame that fits, or CELT's 2.5 ms where SILK's 10 ms do not fit.</summary>
    private OpusToc GapFrame(long samples)
    {
        var neighbour = new OpusToc((byte)(gapToc.Value & ~3));
        if (neighbour.FrameSamples <= samples)
        {
            return neighbour;
        }

        return new OpusToc((byte)((neighbour.Value & 4) | (28 << 3)));
    }

    private void Append(ReadOnlySpan<byte> packet, int samples)
    {
        // A full page is written when another packet comes, because the last page must carry the mark of the end.
        if (pages.HasPackets && (pageSamples + samples > MaxPageSamples || !pages.HasRoomFor(packet.Length)))
        {
            WritePage();
        }

        pages.Add(packet);
        pageSamples += samples;
        SamplesWritten += samples;
    }

    private void WritePage()
    {
        pages.Flush(SamplesWritten, flags: 0);
        pageSamples = 0;

        // Also a stream with a buffer must not lose more than 500 ms in a crash.
        stream.Flush();
    }
}
