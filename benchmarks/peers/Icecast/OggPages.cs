using System.Buffers.Binary;
using System.Text;

namespace AudioRooms.Benchmarks.Peers.Icecast;

/// <summary>
/// The part of Ogg (RFC 3533) with Opus (RFC 7845) that a source for Icecast writes. The packets contain no sound: each has the
/// time at which it was due, and other bytes up to the mean size of a packet of the load tester's speech.
/// </summary>
internal sealed class OggPages
{
    /// <summary>Mean size of 20 ms of the load tester's speech in bytes, so that both systems carry the same rate.</summary>
    public const int PacketBytes = 58;

    /// <summary>Bytes before the lengths of the packets.</summary>
    public const int HeaderBytes = 27;

    /// <summary>Packets in a page: 200 ms.</summary>
    public const int PacketsPerPage = 10;

    /// <summary>Offset of the number of lengths in the header.</summary>
    public const int CountOffset = 26;

    /// <summary>Bytes of a page of sound.</summary>
    public const int PageBytes = HeaderBytes + PacketsPerPage + (PacketsPerPage * PacketBytes);

    private const byte FirstPage = 2;
    private const int CrcOffset = 22;
    private const int SamplesPerPacket = 960;
    private const uint Polynomial = 0x04C11DB7;

    // Neither 0 nor a byte of "OggS".
    private const byte Filler = 0x5A;

    // A configuration of one frame of 20 ms (RFC 6716 §3.1): CELT, fullband, mono.
    private const byte Toc = 31 << 3;

    private long granules;
    private uint sequence;

    /// <summary>The two pages that every listener gets first.</summary>
    public byte[] Head()
    {
        Span<byte> head = stackalloc byte[19];
        "OpusHead"u8.CopyTo(head);
        (head[8], head[9]) = (1, 1);
        BinaryPrimitives.WriteInt32LittleEndian(head[12..], 48_000);
        var vendor = "AudioRooms benchmarks";
        var tags = new byte[8 + 4 + vendor.Length + 4];
        "OpusTags"u8.CopyTo(tags);
        BinaryPrimitives.WriteInt32LittleEndian(tags.AsSpan(8), vendor.Length);
        Encoding.ASCII.GetBytes(vendor, tags.AsSpan(12));
        return [.. Page([head.ToArray()], FirstPage, 0), .. Page([tags], 0, 0)];
    }

    /// <summary>The page with the next 200 ms, whose packets were due at the given times.</summary>
    public byte[] Sound(ReadOnlySpan<long> dues)
    {
        var packets = new byte[dues.Length][];
        for (var i = 0; i < dues.Length; i++)
        {
            packets[i] = new byte[PacketBytes];
            packets[i].AsSpan().Fill(Filler);
            packets[i][0] = Toc;
            BinaryPrimitives.WriteInt64LittleEndian(packets[i].AsSpan(1), dues[i]);
        }

        granules += dues.Length * SamplesPerPacket;
        return Page(packets, 0, granules);
    }

    /// <summary>Reads when a packet was due; false if the packet is not from <see cref="Sound"/>.</summary>
    public static bool TryReadDue(ReadOnlySpan<byte> packet, out long due)
    {
        due = packet.Length == PacketBytes && packet[^1] == Filler ? BinaryPrimitives.ReadInt64LittleEndian(packet[1..]) : 0;
        return due != 0;
    }

    private byte[] Page(byte[][] packets, byte flags, long granule)
    {
        var page = new byte[HeaderBytes + packets.Length + packets.Sum(packet => packet.Length)];
        "OggS"u8.CopyTo(page);
        page[5] = flags;
        BinaryPrimitives.WriteInt64LittleEndian(page.AsSpan(6), granule);
        BinaryPrimitives.WriteInt32LittleEndian(page.AsSpan(14), 1);
        BinaryPrimitives.WriteUInt32LittleEndian(page.AsSpan(18), sequence++);
        page[CountOffset] = (byte)packets.Length;
        var at = HeaderBytes + packets.Length;
        for (var i = 0; i < packets.Length; i++)
        {
            // The length of a packet below 255 bytes is one byte.
            page[HeaderBytes + i] = checked((byte)packets[i].Length);
            packets[i].CopyTo(page.AsSpan(at));
            at += packets[i].Length;
        }

        BinaryPrimitives.WriteUInt32LittleEndian(page.AsSpan(CrcOffset), Crc(page));
        return page;
    }

    private static uint Crc(ReadOnlySpan<byte> page)
    {
        var crc = 0u;
        foreach (var value in page)
        {
            crc ^= (uint)value << 24;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 0x80000000) != 0 ? (crc << 1) ^ Polynomial : crc << 1;
            }
        }

        return crc;
    }
}
