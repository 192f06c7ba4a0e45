using System.Buffers.Binary;
using SkiaSharp;

namespace AudioRooms.Gateway.Services.Profiles;

/// <summary>
/// Reads the orientation of a PNG from the chunk eXIf (PNG specification, third edition, §11.3.3.5). The codec library reads it
/// in JPEG and WebP only, so without this photos from some cameras would lie on their side.
/// </summary>
internal static class PngOrientation
{
    private const int SignatureBytes = 8;

    // Length, type and checksum around the data of a chunk.
    private const int ChunkBytes = 12;
    private const ushort OrientationTag = 0x0112;
    private const ushort Short = 3;
    private const int EntryBytes = 12;

    /// <summary>The stored orientation; <see cref="SKEncodedOrigin.TopLeft"/> if there is none or it cannot be read.</summary>
    /// <param name="png">A whole file that begins with the PNG signature.</param>
    public static SKEncodedOrigin Of(ReadOnlySpan<byte> png)
    {
        var rest = png[SignatureBytes..];
        while (rest.Length >= ChunkBytes)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (length > rest.Length - ChunkBytes)
            {
                break;
            }

            var type = rest.Slice(4, 4);
            if (type.SequenceEqual("eXIf"u8))
            {
                return OfExif(rest.Slice(8, (int)length));
            }

            // Cameras and editors write the chunk before the picture, so the search ends there.
            if (type.SequenceEqual("IEND"u8))
            {
                break;
            }

            rest = rest[(ChunkBytes + (int)length)..];
        }

        return SKEncodedOrigin.TopLeft;
    }

    // TIFF 6.0 §2: byte order, the number 42, offset of the first directory.
    private static SKEncodedOrigin OfExif(ReadOnlySpan<byte> tiff)
    {
        var isBigEndian = tiff.StartsWith("MM\0*"u8);
        if (tiff.Length < 10 || (!isBigEndian && !tiff.StartsWith("II*\0"u8)))
        {
            return SKEncodedOrigin.TopLeft;
        }

        var at = isBigEndian
            ? BinaryPrimitives.ReadUInt32BigEndian(tiff[4..])
            : BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]);
        if (at > tiff.Length - 2)
        {
            return SKEncodedOrigin.TopLeft;
        }

        var directory = tiff[(int)at..];
        var count = Number(directory, isBigEndian);
        for (directory = directory[2..]; count > 0
            && directory.Length >= EntryBytes; directory = directory[EntryBytes..], count--)
        {
            if (Number(directory, isBigEndian) == OrientationTag && Number(directory[2..], isBigEndian) == Short)
            {
                var value = (SKEncodedOrigin)Number(directory[8..], isBigEndian);
                return Enum.IsDefined(value) ? value : SKEncodedOrigin.TopLeft;
            }
        }

        return SKEncodedOrigin.TopLeft;
    }

    private static ushort Number(ReadOnlySpan<byte> bytes, bool isBigEndian) =>
        isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);
}
