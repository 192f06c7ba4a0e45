using System.Buffers.Binary;

namespace AudioRooms.Audio.Ogg;

/// <summary>Reads one page after the other and believes none before its checksum fits. Holds one page, at most 65,307
/// bytes.</summary>
internal sealed class OggPageReader(Stream stream)
{
    private readonly byte[] page = new byte[OggPageWriter.HeaderBytes + 255 + (255 * 255)];

    public bool IsContinued => (page[5] & 1) != 0;

    public bool IsFirst => (page[5] & 2) != 0;

    public bool IsLast => (page[5] & 4) != 0;

    public long GranulePosition => BinaryPrimitives.ReadInt64LittleEndian(page.AsSpan(6));

    public uint Serial => BinaryPrimitives.ReadUInt32LittleEndian(page.AsSpan(14));

    public uint Sequence => BinaryPrimitives.ReadUInt32LittleEndian(page.AsSpan(18));

    public ReadOnlySpan<byte> Segments => page.AsSpan(OggPageWriter.HeaderBytes, page[26]);

    public ReadOnlySpan<byte> Body => page.AsSpan(OggPageWriter.HeaderBytes + page[26]);

    /// <summary>Reads the next page.</summary>
    /// <param name="error">None with false means that the file ends properly between two pages.</param>
    public bool TryRead(out OggError error)
    {
        error = OggError.None;
        var read = stream.ReadAtLeast(page.AsSpan(0, OggPageWriter.HeaderBytes), OggPageWriter.HeaderBytes, throwOnEndOfStream: false);
        if (read == 0)
        {
            return false;
        }

        if (!page.AsSpan(0, Math.Min(read, 4)).SequenceEqual("OggS"u8[..Math.Min(read, 4)]))
        {
            error = OggError.NotOgg;
            return false;
        }

        if (read < OggPageWriter.HeaderBytes)
        {
            error = OggError.TruncatedPage;
            return false;
        }

        if (page[4] != 0)
        {
            error = OggError.UnsupportedVersion;
            return false;
        }

        return TryReadBody(out error);
    }

    private bool TryReadBody(out OggError error)
    {
        error = OggError.TruncatedPage;
        int segmentCount = page[26];
        if (!TryFill(OggPageWriter.HeaderBytes, segmentCount))
        {
            return false;
        }

        var bodyBytes = 0;
        foreach (var segment in Segments)
        {
            bodyBytes += segment;
        }

        if (!TryFill(OggPageWriter.HeaderBytes + segmentCount, bodyBytes))
        {
            return false;
        }

        var whole = page.AsSpan(0, OggPageWriter.HeaderBytes + segmentCount + bodyBytes);
        var stated = BinaryPrimitives.ReadUInt32LittleEndian(whole[22..]);
        BinaryPrimitives.WriteUInt32LittleEndian(whole[22..], 0);
        error = OggCrc.Append(0, whole) == stated ? OggError.None : OggError.BadChecksum;
        return error == OggError.None;
    }

    private bool TryFill(int offset, int count) =>
        stream.ReadAtLeast(page.AsSpan(offset, count), count, throwOnEndOfStream: false) == count;
}
