using System.Buffers.Binary;
using System.IO.Compression;
using SkiaSharp;

namespace AudioRooms.Gateway.Tests.Services.Profiles;

/// <summary>Valid and invalid pictures.</summary>
internal static class Pictures
{
    /// <summary>Left half red, right half blue.</summary>
    public static byte[] Make(int width, int height, SKEncodedImageFormat format)
    {
        using var bitmap = new SKBitmap(width, height);
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(SKColors.Blue);
        using var paint = new SKPaint { Color = SKColors.Red };
        canvas.DrawRect(0, 0, width / 2f, height, paint);
        using var data = bitmap.Encode(format, 90);
        return data.ToArray();
    }

    public static (int Width, int Height, SKColor Left, SKColor Right) Look(byte[] jpeg)
    {
        using var bitmap = SKBitmap.Decode(jpeg);
        return (bitmap.Width, bitmap.Height, bitmap.GetPixel(
            bitmap.Width / 4, bitmap.Height / 2), bitmap.GetPixel(3 * bitmap.Width / 4, bitmap.Height / 2));
    }

    /// <summary>A JPEG with an EXIF segment right after its first marker.</summary>
    public static byte[] WithExif(byte[] jpeg, ReadOnlySpan<byte> tiff)
    {
        var segment = new byte[4 + 6 + tiff.Length];
        segment[0] = 0xFF;
        segment[1] = 0xE1;
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(2), (ushort)(2 + 6 + tiff.Length));
        "Exif\0\0"u8.CopyTo(segment.AsSpan(4));
        tiff.CopyTo(segment.AsSpan(10));
        return [.. jpeg[..2], .. segment, .. jpeg[2..]];
    }

    /// <summary>A PNG with an eXIf chunk right after its header.</summary>
    public static byte[] WithExifChunk(byte[] png, ReadOnlySpan<byte> tiff)
    {
        const int HeaderEnd = 8 + 12 + 13;
        return [.. png[..HeaderEnd], .. Chunk("eXIf"u8, tiff), .. png[HeaderEnd..]];
    }

    /// <summary>A TIFF block with an orientation.</summary>
    public static byte[] Orientation(byte orientation) =>
        [.. "MM\0*\0\0\0\b"u8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];

    /// <summary>A PNG of one colour whose header states any size, and whose data may have another.</summary>
    public static byte[] Png(int width, int height, int rowsInside)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var row = rowsInside > 0 ? new byte[1 + width] : [];
            for (var i = 0; i < rowsInside; i++)
            {
                zlib.Write(row);
            }
        }

        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        return
        [
            0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, .. Chunk("IHDR"u8, header), .. Chunk("IDAT"u8, packed.ToArray()),
            .. Chunk("IEND"u8, []),
        ];
    }

    private static byte[] Chunk(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        var chunk = new byte[12 + data.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        type.CopyTo(chunk.AsSpan(4));
        data.CopyTo(chunk.AsSpan(8));
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + data.Length), Crc(chunk.AsSpan(4, 4 + data.Length)));
        return chunk;
    }

    // PNG specification, annex D.
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = 0xFFFF_FFFFu;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB8_8320u;
            }
        }

        return ~crc;
    }
}
