using System.Buffers.Binary;

namespace AudioRooms.Audio.Ogg;

/// <summary>
/// Collects packets into one page at a time and writes it (RFC 3533 §6). Packets are never split: the caller asks
/// <see cref="HasRoomFor"/> and starts another page for a packet that does not fit.
/// </summary>
/// <param name="stream">Receives the pages.</param>
/// <param name="serial">Number of the logical stream.</param>
/// <param name="firstSequence">Number of the first page: 0 unless a stream is continued.</param>
internal sealed class OggPageWriter(Stream stream, uint serial, uint firstSequence = 0)
{
    public const int HeaderBytes = 27;
    public const int MaxSegments = 255;

    /// <summary>Longest packet on a page of its own, in bytes: 255 segments, the last of them short.</summary>
    public const int MaxPacketBytes = (MaxSegments * 255) - 1;

    private readonly byte[] page = new byte[HeaderBytes + MaxSegments + (MaxSegments * 255)];
    private readonly byte[] body = new byte[MaxSegments * 255];
    private readonly byte[] segments = new byte[MaxSegments];
    private int bodyBytes;
    private int segmentCount;
    private uint sequence = firstSequence;

    public bool HasPackets => segmentCount > 0;

    /// <summary>
    /// True if the page has room. A packet takes one segment per full 255 bytes and one for the rest, even if it is empty.
    /// </summary>
    public bool HasRoomFor(int packetBytes) => segmentCount + (packetBytes / 255) + 1 <= MaxSegments;

    public void Add(ReadOnlySpan<byte> packet)
    {
        packet.CopyTo(body.AsSpan(bodyBytes));
        bodyBytes += packet.Length;
        var rest = packet.Length;
        for (; rest >= 255; rest -= 255)
        {
            segments[segmentCount++] = 255;
        }

        segments[segmentCount++] = (byte)rest;
    }

    /// <summary>Writes the page.</summary>
    /// <param name="granulePosition">Position of the last packet's last sample.</param>
    /// <param name="flags">2 for the first page of the stream, 4 for the last one.</param>
    public void Flush(long granulePosition, byte flags)
    {
        var length = HeaderBytes + segmentCount + bodyBytes;
        var bytes = page.AsSpan(0, length);
        "OggS"u8.CopyTo(bytes);
        bytes[4] = 0;
        bytes[5] = flags;
        BinaryPrimitives.WriteInt64LittleEndian(bytes[6..], granulePosition);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[14..], serial);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[18..], sequence++);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[22..], 0);
        bytes[26] = (byte)segmentCount;
        segments.AsSpan(0, segmentCount).CopyTo(bytes[HeaderBytes..]);
        body.AsSpan(0, bodyBytes).CopyTo(bytes[(HeaderBytes + segmentCount)..]);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[22..], OggCrc.Append(0, bytes));
        stream.Write(bytes);
        bodyBytes = 0;
        segmentCount = 0;
    }
}
