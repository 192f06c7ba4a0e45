using System.Buffers.Binary;
using System.Security.Cryptography;

namespace AudioRooms.Domain.SafetyCopies;

/// <summary>Decrypts segments that <see cref="SegmentSealer"/> wrote, whole ones and those that a crash cut short.</summary>
public static class SegmentOpener
{
    /// <summary>Opens a segment as far as it is whole.</summary>
    /// <param name="name">Names it.</param>
    /// <param name="dataKey">The copy's: <see cref="KeyRing.KeyBytes"/> bytes.</param>
    /// <param name="stored">The segment as it is stored; any bytes.</param>
    public static OpenedSegment Open(SegmentName name, ReadOnlySpan<byte> dataKey, ReadOnlySpan<byte> stored)
    {
        if (stored.Length < SegmentSealer.HeaderBytes)
        {
            return new OpenedSegment(
                [], 0, 0, SegmentSealer.Letters.StartsWith(stored[..Math.Min(stored.Length, SegmentSealer.Letters.Length)])
                    ? SegmentFault.CutShort : SegmentFault.NotASegment);
        }

        if (!stored.StartsWith(SegmentSealer.Letters))
        {
            return new OpenedSegment([], 0, 0, SegmentFault.NotASegment);
        }

        var nameBytes = name.ToBytes();
        using var aes = SegmentSealer.CipherOf(nameBytes, dataKey, stored[..SegmentSealer.HeaderBytes]);
        using var content = new MemoryStream(stored.Length);
        var at = SegmentSealer.HeaderBytes;
        var chunks = 0;
        SegmentFault? fault = SegmentFault.CutShort;
        Span<byte> nonce = stackalloc byte[SegmentSealer.NonceBytes];
        var buffer = new byte[SegmentSealer.ChunkContentMax];
        while (at + SegmentSealer.ChunkOverhead <= stored.Length)
        {
            var length = stored.Slice(at, SegmentSealer.LengthBytes);
            var marked = BinaryPrimitives.ReadUInt32BigEndian(length);
            var size = marked & ~(SegmentSealer.LastMark | SegmentSealer.RepairMark);
            if (size > SegmentSealer.ChunkContentMax)
            {
                fault = SegmentFault.ChunkAltered;
                break;
            }

            var end = at + SegmentSealer.ChunkOverhead + (int)size;
            if (end > stored.Length)
            {
                break;
            }

            var plain = buffer.AsSpan(0, (int)size);
            SegmentSealer.NonceOf(name, (uint)chunks, (marked & SegmentSealer.RepairMark) != 0, nonce);
            if (!TryDecrypt(
                aes, nonce, stored[(at + SegmentSealer.LengthBytes)..end], plain, SegmentSealer.Bound(length, nameBytes)))
            {
                fault = SegmentFault.ChunkAltered;
                break;
            }

            content.Write(plain);
            chunks++;
            at = end;
            if ((marked & SegmentSealer.LastMark) != 0)
            {
                fault = at == stored.Length ? null : SegmentFault.BytesFollow;
                break;
            }
        }

        return new OpenedSegment(content.ToArray(), chunks, at, fault);
    }

    private static bool TryDecrypt(
        AesGcm aes, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> sealedBytes, Span<byte> content, ReadOnlySpan<byte> bound)
    {
        try
        {
            aes.Decrypt(nonce, sealedBytes[..^SegmentSealer.TagBytes], sealedBytes[^SegmentSealer.TagBytes..], content, bound);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }
}
