using AudioRooms.Audio.Ogg;

namespace AudioRooms.Audio.Tests.Ogg;

/// <summary>Ogg Opus files in memory: written, taken apart and read.</summary>
internal static class OggFiles
{
    public static OggOpusTags Tags { get; } = new("AudioRooms tests", ["TITLE=Friday evening", "ARTIST=Anna, Ben und Çelik"]);

    public static List<byte[]> ReadAll(OggOpusReader reader)
    {
        var packets = new List<byte[]>();
        while (reader.TryReadPacket(out var packet))
        {
            packets.Add(packet.ToArray());
        }

        return packets;
    }

    /// <summary>One packet on as many pages as it needs.</summary>
    public static byte[] PagesOf(byte[] packet, uint firstSequence, out uint nextSequence, long granule = 0, bool isLast = false)
    {
        List<byte> pages = [];
        nextSequence = firstSequence;
        var segments = (packet.Length / 255) + 1;
        for (var first = 0; first < segments; first += 255)
        {
            var count = Math.Min(255, segments - first);
            var body = packet[(first * 255)..Math.Min(packet.Length, (first + count) * 255)];
            byte[] table = [.. Enumerable.Repeat((byte)255, count)];
            var isEnd = first + count == segments;
            if (isEnd)
            {
                table[^1] = (byte)(packet.Length % 255);
            }

            var flags = (byte)((first > 0 ? 1 : 0) | (isEnd && isLast ? 4 : 0));
            pages.AddRange(Page(flags, nextSequence++, isEnd ? granule : -1, table, body));
        }

        return [.. pages];
    }

    public static int CountPackets(byte[] file, OggError expectedEnd)
    {
        using var reader = Read(file);
        var count = 0;
        while (reader.TryReadPacket(out _))
        {
            count++;
        }

        reader.Error.ShouldBe(expectedEnd);
        return count;
    }

    public static OggError Drain(byte[] file)
    {
        using var reader = Read(file);
        while (reader.TryReadPacket(out _))
        {
        }

        return reader.Error;
    }

    public static OggError OpenError(byte[] file)
    {
        OggOpusReader.TryOpen(new MemoryStream(file), out _, out var error).ShouldBeFalse();
        return error;
    }

    public static byte[] OnePage(ReadOnlySpan<byte> packet)
    {
        using var file = new MemoryStream();
        var pages = new OggPageWriter(file, 1);
        pages.Add(packet);
        pages.Flush(0, 2);
        return file.ToArray();
    }

    public static byte[] Page(byte flags, uint sequence, long granule, byte[] segments, byte[] body, uint serial = 1)
    {
        byte[] page =
        [
            .. "OggS"u8, 0, flags, .. BitConverter.GetBytes(granule), .. BitConverter.GetBytes(serial),
            .. BitConverter.GetBytes(sequence),
            0, 0, 0, 0, (byte)segments.Length, .. segments, .. body,
        ];
        BitConverter.TryWriteBytes(page.AsSpan(22), OggCrc.Append(0, page));
        return page;
    }

    public static byte[] Write(List<byte[]> packets, int serial = 1, int gain = 0, long? playableSamples = null)
    {
        using var stream = new MemoryStream();
        using (var writer = new OggOpusWriter(
            stream, OggOpusHeader.Speech with { OutputGainQ8 = gain }, Tags, serial, leaveOpen: true))
        {
            WriteAll(writer, packets);
            writer.Finish(playableSamples);
        }

        return stream.ToArray();
    }

    public static void WriteAll(OggOpusWriter writer, List<byte[]> packets)
    {
        foreach (var packet in packets)
        {
            if (!writer.TryWritePacket(packet, out var error))
            {
                throw new InvalidOperationException(error.ToString());
            }
        }
    }

    public static OggOpusReader Read(byte[] file)
    {
        OggOpusReader.TryOpen(new MemoryStream(file), out var reader, out var error).ShouldBeTrue(error.ToString());
        return reader!;
    }

    public static IEnumerable<int> PageOffsets(byte[] file)
    {
        var offset = 0;
        while (offset < file.Length)
        {
            yield return offset;
            var segments = file.AsSpan(offset + 27, file[offset + 26]).ToArray();
            offset += 27 + segments.Length + segments.Sum(segment => segment);
        }
    }
}
