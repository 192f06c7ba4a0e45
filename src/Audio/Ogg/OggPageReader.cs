using System.Buffers.Binary;

namespace AudioRooms.Audio.Ogg;

/// <summary>
/// Reads one page after the other and uses none before its checksum fits. After a damaged page it goes on at the next good one,
/// which it finds by the pattern at the start of a page (RFC 3533 §3). Holds two pages, 131 KB.
/// </summary>
internal sealed class OggPageReader(Stream stream)
{
    private const int MaxPageBytes = OggPageWriter.HeaderBytes + 255 + (255 * 255);

    /// <summary>
    /// Pages with a wrong checksum after which the file is given up. Each false start of a page costs a checksum over up to 64
    /// KB, and a hostile file may consist of them.
    /// </summary>
    private const int MaxBadPages = 1_000;

    private readonly byte[] buffer = new byte[2 * MaxPageBytes];
    private int start;
    private int end;
    private int pageBytes;
    private int badPages;
    private bool isAtEnd;

    public bool IsContinued => (Page[5] & 1) != 0;

    public bool IsFirst => (Page[5] & 2) != 0;

    public bool IsLast => (Page[5] & 4) != 0;

    public long GranulePosition => BinaryPrimitives.ReadInt64LittleEndian(Page[6..]);

    public uint Serial => BinaryPrimitives.ReadUInt32LittleEndian(Page[14..]);

    public uint Sequence => BinaryPrimitives.ReadUInt32LittleEndian(Page[18..]);

    public ReadOnlySpan<byte> Segments => Page.Slice(OggPageWriter.HeaderBytes, Page[26]);

    public ReadOnlySpan<byte> Body => Page[(OggPageWriter.HeaderBytes + Page[26])..];

    /// <summary>Bytes between pages that were skipped so far.</summary>
    public long SkippedBytes { get; private set; }

    /// <summary>The first fault that was skipped; None if there was none.</summary>
    public OggError Damage { get; private set; }

    private ReadOnlySpan<byte> Page => buffer.AsSpan(start, pageBytes);

    /// <summary>Reads the next page.</summary>
    /// <param name="error">
    /// If the result is false: None if the file ends properly between two pages, otherwise the fault at its end.
    /// </param>
    /// <param name="mayPassOver">True to skip bytes that are no good page.</param>
    public bool TryRead(out OggError error, bool mayPassOver = false)
    {
        start += pageBytes;
        pageBytes = 0;
        var first = OggError.None;
        while (true)
        {
            error = ReadPage();
            if (error == OggError.None && pageBytes > 0)
            {
                Damage = Damage == OggError.None ? first : Damage;
                return true;
            }

            if (error == OggError.None)
            {
                // The end of the file. Bytes before it that no page follows are reported as an error, not as damage.
                error = first;
                return false;
            }

            first = first == OggError.None ? error : first;
            badPages += error == OggError.BadChecksum ? 1 : 0;
            if (!mayPassOver || badPages > MaxBadPages)
            {
                return false;
            }

            SkipToPattern();
        }
    }

    /// <summary>Reads the page at the start of the buffer. None without a page means the end of the file.</summary>
    private OggError ReadPage()
    {
        if (!TryFill(1))
        {
            return OggError.None;
        }

        var isWhole = TryFill(OggPageWriter.HeaderBytes);
        var page = buffer.AsSpan(start, end - start);
        var pattern = "OggS"u8[..Math.Min(page.Length, 4)];
        if (!page.StartsWith(pattern))
        {
            return OggError.NotOgg;
        }

        if (!isWhole)
        {
            return OggError.TruncatedPage;
        }

        if (page[4] != 0)
        {
            return OggError.UnsupportedVersion;
        }

        var headerBytes = OggPageWriter.HeaderBytes + page[26];
        if (!TryFill(headerBytes))
        {
            return OggError.TruncatedPage;
        }

        var bytes = headerBytes;
        foreach (var segment in buffer.AsSpan(start + OggPageWriter.HeaderBytes, buffer[start + 26]))
        {
            bytes += segment;
        }

        return TryFill(bytes) ? CheckSum(bytes) : OggError.TruncatedPage;
    }

    private OggError CheckSum(int bytes)
    {
        var page = buffer.AsSpan(start, bytes);
        var field = page.Slice(22, sizeof(uint));
        var stated = BinaryPrimitives.ReadUInt32LittleEndian(field);
        field.Clear();
        var isGood = OggCrc.Append(0, page) == stated;
        BinaryPrimitives.WriteUInt32LittleEndian(field, stated);
        pageBytes = isGood ? bytes : 0;
        return isGood ? OggError.None : OggError.BadChecksum;
    }

    /// <summary>Skips at least one byte, up to the next four bytes that start a page, or to the end.</summary>
    private void SkipToPattern()
    {
        Skip(1);
        while (TryFill(4))
        {
            var found = buffer.AsSpan(start, end - start).IndexOf("OggS"u8);
            if (found >= 0)
            {
                Skip(found);
                return;
            }

            // The last three bytes may be the start of the pattern.
            Skip(end - start - 3);
        }

        Skip(end - start);
    }

    private void Skip(int bytes)
    {
        start += bytes;
        SkippedBytes += bytes;
    }

    /// <summary>Fills the buffer to at least this many bytes from its start. False at the end of the file.</summary>
    private bool TryFill(int bytes)
    {
        if (start + bytes > buffer.Length)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            end -= start;
            start = 0;
        }

        while (end - start < bytes && !isAtEnd)
        {
            var read = stream.Read(buffer.AsSpan(end));
            end += read;
            isAtEnd = read == 0;
        }

        return end - start >= bytes;
    }
}
