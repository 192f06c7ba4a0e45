using AudioRooms.Audio.Ogg;
using AudioRooms.Audio.Opus;
using static AudioRooms.Audio.Tests.Ogg.OggFiles;

namespace AudioRooms.Audio.Tests.Ogg;

/// <summary>What is read of files that were put one after the other.</summary>
public sealed class OggOpusLinkTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Read_TwoFilesJoined_GivesBothAsLinks(int secondSerial)
    {
        var first = Speech.Encode(new OpusEncoderOptions(), frames: 60);
        var second = Speech.Encode(new OpusEncoderOptions(), frames: 40);
        byte[] joined = [.. Write(first, serial: 1, playableSamples: (59 * 960) + 7), .. Write(second, secondSerial, gain: -256)];

        using var reader = Read(joined);
        for (var index = 0; index < 100; index++)
        {
            reader.TryReadPacket(out var packet).ShouldBeTrue();
            packet.SequenceEqual(index < 60 ? first[index] : second[index - 60]).ShouldBeTrue();
            reader.Link.ShouldBe(index < 60 ? 0 : 1);
            reader.Header.OutputGainQ8.ShouldBe(index < 60 ? 0 : -256);
        }

        reader.TryReadPacket(out _).ShouldBeFalse();
        reader.Error.ShouldBe(OggError.None);
        reader.Damage.ShouldBe(OggError.None);
        reader.EndTrims.ShouldBe([(60 * 960) - (59 * 960) - 7 - 312, 0]);
    }

    [Fact]
    public void Read_FileWithoutEndJoinedWithAnother_GivesBothAndSaysSo()
    {
        var packets = Speech.Encode(new OpusEncoderOptions());
        var file = Write(packets);
        byte[] joined = [.. file[..PageOffsets(file).ElementAt(4)], .. file];

        using var reader = Read(joined);
        ReadAll(reader).Count.ShouldBe(50 + 150);

        reader.Error.ShouldBe(OggError.None);
        reader.Damage.ShouldBe(OggError.MissingEnd);
    }

    [Fact]
    public void Read_SecondFileIsNotOpus_NamesTheEnd()
    {
        byte[] joined = [.. Write(Speech.Encode(new OpusEncoderOptions())), .. OnePage("\x01vorbis___________"u8)];

        using var reader = Read(joined);
        ReadAll(reader).Count.ShouldBe(150);

        reader.Error.ShouldBe(OggError.NotOpus);
    }

    [Fact]
    public void Read_BeginningOfTheSecondFileIsDamaged_NamesTheEnd()
    {
        var file = Write(Speech.Encode(new OpusEncoderOptions()));
        byte[] joined = [.. file, .. file];
        joined[file.Length + 30] ^= 1;

        using var reader = Read(joined);
        ReadAll(reader).Count.ShouldBe(150);

        reader.Error.ShouldBe(OggError.MissingPage);
    }

    [Fact]
    public void Read_OtherBytesAfterTheEnd_AreLeftAlone()
    {
        byte[] file = [.. Write(Speech.Encode(new OpusEncoderOptions())), .. "TAG of another program"u8];

        Drain(file).ShouldBe(OggError.None);
    }
}
