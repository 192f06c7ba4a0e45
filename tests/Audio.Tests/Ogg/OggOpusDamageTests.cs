using System.Globalization;
using AudioRooms.Audio.Ogg;
using AudioRooms.Audio.Opus;
using static AudioRooms.Audio.Tests.Ogg.OggFiles;

namespace AudioRooms.Audio.Tests.Ogg;

/// <summary>What is read of a file that is cut, damaged or made to deceive.</summary>
public sealed class OggOpusDamageTests
{
    [Fact]
    public void Read_CutAnywhere_GivesEveryPacketOfTheWholePagesAndNamesTheFault()
    {
        var packets = Speech.Encode(new OpusEncoderOptions());
        var file = Write(packets);
        var pages = PageOffsets(file).ToList();

        for (var length = pages[2]; length < file.Length; length += 37)
        {
            using var reader = Read(file[..length]);
            var read = 0;
            while (reader.TryReadPacket(out var packet))
            {
                packet.SequenceEqual(packets[read++]).ShouldBeTrue();
            }

            var wholePages = pages.Count(offset => offset <= length) - 1;
            var endsBetweenPages = pages.Contains(length);
            read.ShouldBe(Math.Min((wholePages - 2) * 25, 150), length.ToString(CultureInfo.InvariantCulture));
            reader.Error.ShouldBe(endsBetweenPages ? OggError.MissingEnd : OggError.TruncatedPage);
        }
    }

    [Fact]
    public void Read_PageDamagedOrMissing_GoesOnAfterItAndSaysWhatWasLost()
    {
        var file = Write(Speech.Encode(new OpusEncoderOptions()));
        var pages = PageOffsets(file).ToList();
        var flipped = (byte[])file.Clone();
        flipped[pages[3] + 100] ^= 1;
        byte[] missing = [.. file[..pages[3]], .. file[pages[4]..]];

        ShouldGoOnAfterTheSecondPage(flipped, OggError.BadChecksum);
        ShouldGoOnAfterTheSecondPage(missing, OggError.MissingPage);
    }

    [Fact]
    public void Read_LastPageDamaged_SaysThatTheEndIsMissing()
    {
        var file = Write(Speech.Encode(new OpusEncoderOptions()));
        file[^1] ^= 1;

        using var reader = Read(file);
        ReadAll(reader).Count.ShouldBe(125);

        reader.Error.ShouldBe(OggError.BadChecksum);
    }

    [Fact]
    public void Read_ManyPlacesDamaged_LosesOnlyTheirPages()
    {
        var packets = Speech.Encode(new OpusEncoderOptions(), frames: 1_500);
        var file = Write(packets);
        var pages = PageOffsets(file).ToList();
        foreach (var damaged in (int[])[5, 6, 20, 40])
        {
            file[pages[damaged] + 60] ^= 0x55;
        }

        using var reader = Read(file);
        ReadAll(reader).Count.ShouldBe(1_400);

        reader.Error.ShouldBe(OggError.None);
        reader.Damage.ShouldBe(OggError.BadChecksum);
        reader.LostSamples.ShouldBe(100 * 960);
    }

    [Fact]
    public void Read_NothingButFalseBeginnings_IsGivenUpAfterAThousand()
    {
        var file = Write(Speech.Encode(new OpusEncoderOptions()));
        var falseBeginning = (byte[])[.. "OggS"u8, .. new byte[22], 255, .. Enumerable.Repeat((byte)255, 255)];
        byte[] hostile =
        [
            .. file[..PageOffsets(file).ElementAt(2)],
            .. Enumerable.Repeat(falseBeginning, 5_000).SelectMany(each => each),
        ];

        using var reader = Read(hostile);
        reader.TryReadPacket(out _).ShouldBeFalse();

        reader.Error.ShouldBe(OggError.BadChecksum);
    }

    private static void ShouldGoOnAfterTheSecondPage(byte[] file, OggError damage)
    {
        using var reader = Read(file);
        var count = 0;
        while (reader.TryReadPacket(out _))
        {
            count++;
            reader.LostSamplesBefore.ShouldBe(count == 26 ? 25 * 960 : 0);
        }

        count.ShouldBe(125);
        reader.Error.ShouldBe(OggError.None);
        reader.Damage.ShouldBe(damage);
        reader.LostSamples.ShouldBe(25 * 960);
    }
}
