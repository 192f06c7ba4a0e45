using AudioRooms.Contracts.Social;
using AudioRooms.Protocol.Bounds;
using SkiaSharp;

namespace AudioRooms.Gateway.Services.Profiles;

/// <summary>
/// Makes photos from uploads of strangers. The upload itself is never stored: its pixels are decoded, cropped to a square and
/// encoded again, so everything else in the file (places, names, scripts, a second file behind the first) is gone (ADR 7).
/// Thread-safe.
/// </summary>
internal static class PhotoEncoder
{
    private const int JpegQuality = 85;

    /// <summary>
    /// Makes a photo in every size of <see cref="Photo.Sides"/>; false with the reason if that is not possible.
    /// </summary>
    public static bool TryEncode(ReadOnlySpan<byte> upload, out Photo? photo, out PhotoError error)
    {
        photo = null;
        if (upload.Length > PhotoBounds.BytesMax)
        {
            error = PhotoError.TooLarge;
            return false;
        }

        // Checked before a decoder sees the file: the library has more decoders than this server needs.
        if (!IsKnown(upload))
        {
            error = PhotoError.FormatUnknown;
            return false;
        }

        using var data = SKData.CreateCopy(upload);
        using var codec = SKCodec.Create(data);
        if (codec is null)
        {
            error = PhotoError.Broken;
            return false;
        }

        var (width, height) = (codec.Info.Width, codec.Info.Height);
        if (Math.Min(width, height) < PhotoBounds.SideMin
            || Math.Max(width, height) > PhotoBounds.SideMax
            || (long)width * height > PhotoBounds.PixelsMax)
        {
            error = PhotoError.SizeInvalid;
            return false;
        }

        using var colors = SKColorSpace.CreateSrgb();
        using var decoded = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Premul, colors));
        if (codec.GetPixels(decoded.Info, decoded.GetPixels()) != SKCodecResult.Success)
        {
            error = PhotoError.Broken;
            return false;
        }

        var origin = codec.EncodedFormat == SKEncodedImageFormat.Png ? PngOrientation.Of(upload) : codec.EncodedOrigin;
        photo = new Photo([.. Photo.Sides.Select(side => Scale(decoded, origin, side))]);
        error = default;
        return true;
    }

    private static bool IsKnown(ReadOnlySpan<byte> upload) =>
        upload.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A])
        || upload.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])
        || (upload.Length > 12 && upload.StartsWith("RIFF"u8) && upload[8..].StartsWith("WEBP"u8));

    // Draws the square in the middle, turned as the camera recorded it, on white.
    private static byte[] Scale(SKBitmap decoded, SKEncodedOrigin origin, int side)
    {
        var edge = Math.Min(decoded.Width, decoded.Height);
        var from = SKRect.Create((decoded.Width - edge) / 2f, (decoded.Height - edge) / 2f, edge, edge);
        using var surface = SKSurface.Create(
            new SKImageInfo(side, side, SKColorType.Rgba8888, SKAlphaType.Opaque, SKColorSpace.CreateSrgb()));
        surface.Canvas.Clear(SKColors.White);
        Rotate(surface.Canvas, origin, side);
        using var image = SKImage.FromBitmap(decoded);
        surface.Canvas.DrawImage(
            image, from, SKRect.Create(side, side), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        using var drawn = surface.PeekPixels();
        using var encoded = drawn.Encode(SKEncodedImageFormat.Jpeg, JpegQuality)
            ?? throw new InvalidOperationException("The codec library did not encode its own pixels.");
        return encoded.ToArray();
    }

    // The tag Orientation of EXIF 2.32 §4.6.4. The picture is a square, so its sides need not be exchanged.
    private static void Rotate(SKCanvas canvas, SKEncodedOrigin origin, int side)
    {
        var half = side / 2f;
        var (degrees, isMirrored) = origin switch
        {
            SKEncodedOrigin.TopRight => (0, true),
            SKEncodedOrigin.BottomRight => (180, false),
            SKEncodedOrigin.BottomLeft => (180, true),
            SKEncodedOrigin.LeftTop => (90, true),
            SKEncodedOrigin.RightTop => (90, false),
            SKEncodedOrigin.RightBottom => (270, true),
            SKEncodedOrigin.LeftBottom => (270, false),
            _ => (0, false),
        };
        canvas.Translate(half, half);
        if (isMirrored)
        {
            canvas.Scale(-1, 1);
        }

        canvas.RotateDegrees(degrees);
        canvas.Translate(-half, -half);
    }
}
