using AudioRooms.Audio.Opus;

namespace AudioRooms.Audio.Ogg;

/// <summary>
/// Ends an Ogg Opus stream whose writer was killed. Readers treat a stream without a last page as cut off. The written pages stay
/// unchanged; one page is appended.
/// </summary>
public static class OggOpusEnding
{
    private const byte LastPage = 4;

    /// <summary>The page that ends a stream, or an empty one if the stream has its last page.</summary>
    /// <param name="written">Whole pages from the first one on, as <see cref="OggOpusWriter"/> writes them.</param>
    /// <param name="ending">The bytes to append: at most one page, of 29 bytes.</param>
    /// <param name="samples">Samples at 48 kHz in the stream, with pre-skip.</param>
    /// <returns>False if the headers are incomplete, or if there is anything but whole pages.</returns>
    public static bool TryEnd(ReadOnlySpan<byte> written, out byte[] ending, out long samples)
    {
        ending = [];
        samples = 0;
        using var stream = new MemoryStream(written.ToArray(), writable: false);
        var reader = new OggPageReader(stream);
        var (serial, next) = (0u, 0u);
        OggError error;
        while (reader.TryRead(out error))
        {
            if (reader.Sequence != next || (next > 0 && reader.Serial != serial))
            {
                return false;
            }

            (serial, next) = (reader.Serial, next + 1);
            samples = reader.GranulePosition;
            if (reader.IsLast)
            {
                return true;
            }
        }

        if (error != OggError.None || next < 2)
        {
            return false;
        }

        // The mark of the end needs a page, and a page needs a packet: one empty frame, which the granule position cuts off.
        using var last = new MemoryStream();
        var page = new OggPageWriter(last, serial, next);
        page.Add([EmptyFrame.Value]);
        page.Flush(samples, LastPage);
        ending = last.ToArray();
        return true;
    }

    /// <summary>SILK wideband, 20 ms, mono, without data: a decoder conceals it.</summary>
    private static OpusToc EmptyFrame { get; } = new(9 << 3);
}
