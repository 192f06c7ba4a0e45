using System.Buffers.Binary;
using System.Security.Cryptography;

namespace AudioRooms.Domain.SafetyCopies;

/// <summary>
/// Encrypts a segment of sound as it comes, so that a crash loses what was not yet handed over and nothing else, and so that
/// the disk holds no readable second at any time.
/// </summary>
/// <remarks>
/// A segment is a header of <see cref="HeaderBytes"/> (four letters, 16 random bytes) and chunks. A chunk is its length as
/// four bytes, big-endian, whose highest bit marks the last one and whose next bit one that a repair appended; then the
/// encrypted bytes; then a tag of 16. Each segment has a key of its own, derived by HKDF-SHA256 from the copy's data key, the
/// random bytes and the segment's name: no nonce can come twice under one key, even if a segment is written again. A repair's
/// chunk has a nonce of its own, because part of the chunk that it replaces may have reached the disk. The nonce of a chunk is
/// track, segment and place, and the tag covers the length and the name too; so a chunk opens only at its place, and a segment
/// that was cut short has no last chunk.
/// Not thread-safe.
/// </remarks>
public sealed class SegmentSealer : IDisposable
{
    /// <summary>Bytes before the first chunk.</summary>
    public const int HeaderBytes = 20;

    /// <summary>Bytes that a chunk takes beyond its content.</summary>
    public const int ChunkOverhead = LengthBytes + TagBytes;

    /// <summary>Most bytes of content in a chunk: 64 KiB. A second of Opus has at most 63,750.</summary>
    public const int ChunkContentMax = 64 * 1024;

    internal const int SaltBytes = 16;
    internal const int LengthBytes = 4;
    internal const int TagBytes = 16;
    internal const int NonceBytes = 12;
    internal const uint LastMark = 0x8000_0000;
    internal const uint RepairMark = 0x4000_0000;

    private readonly SegmentName name;
    private readonly AesGcm aes;
    private readonly byte[] nameBytes;
    private uint chunk;
    private uint repairMark;
    private bool isFinished;

    /// <summary>Begins a segment.</summary>
    /// <param name="name">Names it.</param>
    /// <param name="dataKey">The copy's: <see cref="KeyRing.KeyBytes"/> bytes.</param>
    public SegmentSealer(SegmentName name, ReadOnlySpan<byte> dataKey)
        : this(name, dataKey, NewHeader())
    {
    }

    private SegmentSealer(SegmentName name, ReadOnlySpan<byte> dataKey, byte[] header)
    {
        this.name = name;
        Header = header;
        nameBytes = name.ToBytes();
        aes = CipherOf(nameBytes, dataKey, header);
    }

    /// <summary>The segment's first <see cref="HeaderBytes"/> bytes.</summary>
    public ReadOnlyMemory<byte> Header { get; }

    internal static ReadOnlySpan<byte> Letters => "ARS1"u8;

    /// <summary>Goes on with a segment that a crash cut short: one chunk more, which follows the whole ones.</summary>
    /// <param name="name">Names it.</param>
    /// <param name="dataKey">The copy's.</param>
    /// <param name="header">As it was written.</param>
    /// <param name="wholeChunks">How many chunks <see cref="SegmentOpener"/> found whole.</param>
    public static SegmentSealer Continue(SegmentName name, ReadOnlySpan<byte> dataKey, ReadOnlySpan<byte> header, int wholeChunks)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(header.Length, HeaderBytes);
        return new SegmentSealer(name, dataKey, header.ToArray()) { chunk = (uint)wholeChunks, repairMark = RepairMark };
    }

    /// <summary>Encrypts the next chunk.</summary>
    /// <param name="content">At most <see cref="ChunkContentMax"/> bytes; may be empty.</param>
    /// <param name="isLast">True ends the segment.</param>
    /// <returns>The chunk as it is stored: <see cref="ChunkOverhead"/> bytes longer.</returns>
    /// <exception cref="InvalidOperationException">The segment has ended.</exception>
    public byte[] Seal(ReadOnlySpan<byte> content, bool isLast)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(content.Length, ChunkContentMax);
        if (isFinished)
        {
            throw new InvalidOperationException($"Segment {name.Path} has its last chunk.");
        }

        var bytes = new byte[content.Length + ChunkOverhead];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)content.Length | (isLast ? LastMark : 0) | repairMark);
        Span<byte> nonce = stackalloc byte[NonceBytes];
        NonceOf(name, chunk, repairMark != 0, nonce);
        aes.Encrypt(
            nonce,
            content,
            bytes.AsSpan(LengthBytes, content.Length),
            bytes.AsSpan(LengthBytes + content.Length),
            Bound(bytes.AsSpan(0, LengthBytes), nameBytes));
        chunk++;
        isFinished = isLast;
        return bytes;
    }

    /// <inheritdoc/>
    public void Dispose() => aes.Dispose();

    internal static AesGcm CipherOf(byte[] nameBytes, ReadOnlySpan<byte> dataKey, ReadOnlySpan<byte> header)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(dataKey.Length, KeyRing.KeyBytes);
        Span<byte> key = stackalloc byte[KeyRing.KeyBytes];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, dataKey, key, header.Slice(Letters.Length, SaltBytes), nameBytes);
        var aes = new AesGcm(key, TagBytes);
        CryptographicOperations.ZeroMemory(key);
        return aes;
    }

    internal static void NonceOf(SegmentName name, uint chunk, bool isRepair, Span<byte> nonce)
    {
        BinaryPrimitives.WriteUInt32BigEndian(nonce, name.Track);
        BinaryPrimitives.WriteUInt32BigEndian(nonce[4..], name.Number);
        BinaryPrimitives.WriteUInt32BigEndian(nonce[8..], chunk | (isRepair ? LastMark : 0));
    }

    internal static byte[] Bound(ReadOnlySpan<byte> length, ReadOnlySpan<byte> nameBytes) => [.. length, .. nameBytes];

    private static byte[] NewHeader()
    {
        var header = new byte[HeaderBytes];
        Letters.CopyTo(header);
        RandomNumberGenerator.Fill(header.AsSpan(Letters.Length));
        return header;
    }
}
