using System.Text;
using AudioRooms.Contracts.Social;
using AudioRooms.Gateway.Services.Profiles;
using SkiaSharp;

namespace AudioRooms.Gateway.Tests.Services.Profiles;

/// <summary>Uploads of strangers become photos or refusals.</summary>
public sealed class PhotoEncoderTests
{
    [Theory]
    [InlineData(SKEncodedImageFormat.Png, 300, 200)]
    [InlineData(SKEncodedImageFormat.Jpeg, 200, 300)]
    [InlineData(SKEncodedImageFormat.Webp, 64, 64)]
    [InlineData(SKEncodedImageFormat.Jpeg, 2_000, 1_500)]
    public void TryEncode_AGoodPicture_IsASquareJpegOfEachSize(SKEncodedImageFormat format, int width, int height)
    {
        PhotoEncoder.TryEncode(Pictures.Make(width, height, format), out var photo, out _).ShouldBeTrue();

        photo!.Images.Length.ShouldBe(Photo.Sides.Length);
        foreach (var (side, image) in Photo.Sides.Zip(photo.Images))
        {
            var (drawnWidth, drawnHeight, left, right) = Pictures.Look(image);
            (drawnWidth, drawnHeight).ShouldBe((side, side));
            ShouldBeRed(left);
            ShouldBeBlue(right);
            image[..3].ShouldBe([0xFF, 0xD8, 0xFF]);
        }
    }

    [Fact]
    public void TryEncode_APictureWithAPlaceInIt_LosesThePlace()
    {
        var tiff = Encoding.ASCII.GetBytes("MM\0*\0\0\0\b\0\0 GPS 48.8584 N 2.2945 E <script>alert(1)</script>");
        var upload = Pictures.WithExif(Pictures.Make(128, 128, SKEncodedImageFormat.Jpeg), tiff);

        PhotoEncoder.TryEncode(upload, out var photo, out _).ShouldBeTrue();

        photo!.Images.ShouldAllBe(image => !Holds(image, "GPS") && !Holds(image, "Exif") && !Holds(image, "script"));
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Webp)]
    public void TryEncode_ASecondFileBehindThePicture_IsLost(SKEncodedImageFormat format)
    {
        byte[] upload = [.. Pictures.Make(128, 128, format), .. "PK\u0003\u0004<html><script>alert(1)</script>"u8];

        PhotoEncoder.TryEncode(upload, out var photo, out _).ShouldBeTrue();

        photo!.Images.ShouldAllBe(image => !Holds(image, "script") && !Holds(image, "PK\u0003\u0004"));
    }

    // 3: upside down; 2: mirrored. The others move the halves to top and bottom.
    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(3, false)]
    [InlineData(4, true)]
    public void TryEncode_TheCameraWasHeldOtherwise_IsTurnedUpright(byte orientation, bool redIsLeft)
    {
        var upload = Pictures.WithExif(Pictures.Make(128, 128, SKEncodedImageFormat.Jpeg), Pictures.Orientation(orientation));

        PhotoEncoder.TryEncode(upload, out var photo, out _).ShouldBeTrue();

        var (_, _, left, right) = Pictures.Look(photo!.Images[0]);
        ShouldBeRed(redIsLeft ? left : right);
        ShouldBeBlue(redIsLeft ? right : left);
    }

    [Theory]
    [InlineData(6, true)]
    [InlineData(5, true)]
    [InlineData(8, false)]
    [InlineData(7, false)]
    public void TryEncode_TheCameraWasHeldOnItsSide_IsTurnedUpright(byte orientation, bool redIsOnTop)
    {
        var upload = Pictures.WithExif(Pictures.Make(128, 128, SKEncodedImageFormat.Jpeg), Pictures.Orientation(orientation));

        PhotoEncoder.TryEncode(upload, out var photo, out _).ShouldBeTrue();

        using var drawn = SKBitmap.Decode(photo!.Images[0]);
        var (top, bottom) = (drawn.GetPixel(256, 64), drawn.GetPixel(256, 448));
        ShouldBeRed(redIsOnTop ? top : bottom);
        ShouldBeBlue(redIsOnTop ? bottom : top);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(3, false)]
    [InlineData(4, true)]
    public void TryEncode_APngSaysWhichWayIsUp_IsTurnedUpright(byte orientation, bool redIsLeft)
    {
        var png = Pictures.Make(128, 128, SKEncodedImageFormat.Png);
        byte[] intel = [.. "II*\0\b\0\0\0"u8, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0];

        foreach (var tiff in new[] { Pictures.Orientation(orientation), intel })
        {
            PhotoEncoder.TryEncode(Pictures.WithExifChunk(png, tiff), out var photo, out _).ShouldBeTrue();

            var (_, _, left, right) = Pictures.Look(photo!.Images[0]);
            ShouldBeRed(redIsLeft ? left : right);
            ShouldBeBlue(redIsLeft ? right : left);
        }
    }

    [Fact]
    public void TryEncode_APngWhoseExifCannotBeRead_IsTakenAsItIs()
    {
        var png = Pictures.Make(128, 128, SKEncodedImageFormat.Png);
        var good = Pictures.Orientation(3);
        foreach (var tiff in new byte[][]
        {
            [], [.. good[..10]], [.. "MM\0*"u8, 0xFF, 0xFF, 0xFF, 0xFF, 0, 1], Pictures.Orientation(9),
            [.. "XX\0*"u8, .. good[4..]],
        })
        {
            PhotoEncoder.TryEncode(Pictures.WithExifChunk(png, tiff), out var photo, out _).ShouldBeTrue();

            ShouldBeRed(Pictures.Look(photo!.Images[0]).Left);
        }
    }

    [Fact]
    public void TryEncode_TransparentPixels_BecomeWhite()
    {
        using var bitmap = new SKBitmap(100, 100, SKColorType.Rgba8888, SKAlphaType.Premul);
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);

        PhotoEncoder.TryEncode(data.ToArray(), out var photo, out _).ShouldBeTrue();

        Pictures.Look(photo!.Images[1]).Left.ShouldBe(SKColors.White);
    }

    public static TheoryData<string, byte[], int> Hostile => new()
    {
        { "nothing", [], (int)PhotoError.FormatUnknown },
        { "a page", Encoding.ASCII.GetBytes("<html><script>alert(1)</script></html>"), (int)PhotoError.FormatUnknown },
        { "SVG", Encoding.ASCII.GetBytes(
            "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"), (int)PhotoError.FormatUnknown },
        { "GIF", Encoding.ASCII.GetBytes("GIF89a\u0001\0\u0001\0\0\0\0;"), (int)PhotoError.FormatUnknown },
        { "BMP", [.. "BM"u8, .. new byte[100]], (int)PhotoError.FormatUnknown },
        { "icon", [0, 0, 1, 0, 1, 0, .. new byte[100]], (int)PhotoError.FormatUnknown },
        { "PNG's first bytes", [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A], (int)PhotoError.Broken },
        { "JPEG's first bytes", [0xFF, 0xD8, 0xFF, 0xE0, .. new byte[50]], (int)PhotoError.Broken },
        { "WebP's first bytes", [.. "RIFF"u8, 200, 0, 0, 0, .. "WEBPVP8 "u8, .. new byte[50]], (int)PhotoError.Broken },
        { "a PNG cut in the middle", Pictures.Make(300, 300, SKEncodedImageFormat.Png)[..500], (int)PhotoError.Broken },
        { "a JPEG cut in the middle", Half(Pictures.Make(300, 300, SKEncodedImageFormat.Jpeg)), (int)PhotoError.Broken },
        { "a WebP cut in the middle", Half(Pictures.Make(300, 300, SKEncodedImageFormat.Webp)), (int)PhotoError.Broken },
        { "a bomb that says how large it is", Pictures.Png(60_000, 60_000, rowsInside: 1), (int)PhotoError.SizeInvalid },
        { "a bomb of two billion a side", Pictures.Png(int.MaxValue, int.MaxValue - 1, rowsInside: 0), (int)PhotoError.Broken },
        { "a long thin one", Pictures.Png(8_193, 64, rowsInside: 64), (int)PhotoError.SizeInvalid },
        { "too many pixels", Pictures.Png(8_192, 2_049, rowsInside: 2_049), (int)PhotoError.SizeInvalid },
        { "fewer rows than it says", Pictures.Png(300, 300, rowsInside: 10), (int)PhotoError.Broken },
        { "a dot", Pictures.Png(1, 1, rowsInside: 1), (int)PhotoError.SizeInvalid },
        { "a megabyte and a byte",
          [.. Pictures.Make(64, 64, SKEncodedImageFormat.Png), .. new byte[1_024 * 1_024]],
          (int)PhotoError.TooLarge },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void TryEncode_AHostileFile_IsRefusedByItsReason(string name, byte[] upload, int reason)
    {
        PhotoEncoder.TryEncode(upload, out var photo, out var error).ShouldBeFalse(name);

        photo.ShouldBeNull();
        ((int)error).ShouldBe(reason, name);
    }

    [Fact]
    public void TryEncode_MoreDataInsideThanItsSizeHolds_ReadsWhatTheSizeHolds() =>
        PhotoEncoder.TryEncode(Pictures.Png(100, 100, rowsInside: 100_000), out _, out _).ShouldBeTrue();

    // Any input gives an answer, never an exception.
    [Fact]
    public void TryEncode_GoodFilesWithWrongBytes_AlwaysAnswers()
    {
        var random = new Random(20_260_101);
        foreach (var format in new[] { SKEncodedImageFormat.Png, SKEncodedImageFormat.Jpeg, SKEncodedImageFormat.Webp })
        {
            var good = Pictures.Make(80, 80, format);
            for (var round = 0; round < 200; round++)
            {
                var bad = good.ToArray();
                for (var i = random.Next(1, 10); i > 0; i--)
                {
                    bad[random.Next(bad.Length)] = (byte)random.Next(256);
                }

                (PhotoEncoder.TryEncode(bad, out var photo, out _) == photo is not null).ShouldBeTrue($"{format} {round}");
            }
        }
    }

    private static byte[] Half(byte[] file) => file[..(file.Length / 2)];

    private static bool Holds(byte[] image, string text) => image.AsSpan().IndexOf(Encoding.ASCII.GetBytes(text)) >= 0;

    private static void ShouldBeRed(SKColor color) => (color.Red > 200 && color.Blue < 60).ShouldBeTrue($"{color}");

    private static void ShouldBeBlue(SKColor color) => (color.Blue > 200 && color.Red < 60).ShouldBeTrue($"{color}");
}
