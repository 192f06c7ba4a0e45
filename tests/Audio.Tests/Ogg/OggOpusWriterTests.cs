using AudioRooms.Audio.Ogg;
using AudioRooms.Audio.Opus;
using static AudioRooms.Audio.Tests.Ogg.OggFiles;

namespace AudioRooms.Audio.Tests.Ogg;

/// <summary>What is written: files that other programs find nothing to warn of.</summary>
public sealed class OggOpusWriterTests
{
    [Fact]
    public void WriteThenRead_AnyPackets_ComeBackAsTheyWere()
    {
        List<byte[]> packets = [.. Speech.Encode(
            new OpusEncoderOptions()), [9 << 3], [31 << 3, .. new byte[1_275]], [(9 << 3) | 3, 6]];

        var file = Write(packets);

        using var reader = Read(file);
        reader.Header.ShouldBe(OggOpusHeader.Speech);
        reader.Tags.Vendor.ShouldBe(Tags.Vendor);
        reader.Tags.Comments.ShouldBe(Tags.Comments);
        foreach (var packet in packets)
        {
            reader.TryReadPacket(out var read).ShouldBeTrue();
            read.ToArray().ShouldBe(packet);
        }

        reader.TryReadPacket(out _).ShouldBeFalse();
        reader.Error.ShouldBe(OggError.None);
        reader.GranulePosition.ShouldBe(reader.SamplesRead);
        reader.SamplesRead.ShouldBe((152 * 960) + 5_760);
    }

    [Fact]
    public void Write_Speech_OpusinfoFindsNothingToWarnOf()
    {
        using var file = new TemporaryFile(".opus");

        File.WriteAllBytes(file.Path, Write(Speech.Encode(new OpusEncoderOptions())));

        var report = OpusTools.InspectClean(file.Path);
        report.ShouldContain("Playback length: 0m:02.993s");
        report.ShouldContain("TITLE=Friday evening");
        report.ShouldContain("Packet duration:   20.0ms (max),   20.0ms (avg),   20.0ms (min)");
    }

    [Theory]
    [InlineData(120)]
    [InlineData(960)]
    [InlineData(1_080)]
    [InlineData(5_760)]
    [InlineData(48_000)]
    [InlineData((48_000 * 90) + 600)]
    public void WriteGap_BetweenSpeech_KeepsTimeAndOpusinfoIsClean(int gapSamples)
    {
        using var file = new TemporaryFile(".opus");
        var packets = Speech.Encode(new OpusEncoderOptions());
        using (var writer = new OggOpusWriter(File.Create(file.Path), OggOpusHeader.Speech, Tags))
        {
            WriteAll(writer, packets);
            writer.WriteGap(gapSamples).ShouldBe(gapSamples);
            WriteAll(writer, packets);

            writer.GapSamples.ShouldBe(gapSamples);
            writer.SamplesWritten.ShouldBe((300 * 960) + gapSamples);
        }

        OpusTools.InspectClean(file.Path);
        using var decoded = new TemporaryFile(".wav");
        OpusTools.Run("opusdec", "--quiet", "--rate", "48000", file.Path, decoded.Path);
        new FileInfo(decoded.Path).Length.ShouldBe(44 + (2 * ((300 * 960) + gapSamples - 312)));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(119, 0)]
    [InlineData(121, 120)]
    [InlineData(959, 840)]
    public void WriteGap_NotAMultipleOfTheShortestFrame_IsRoundedDown(int samples, int expected)
    {
        using var writer = new OggOpusWriter(new MemoryStream(), OggOpusHeader.Speech, OggOpusTags.Empty);

        writer.WriteGap(samples).ShouldBe(expected);

        writer.SamplesWritten.ShouldBe(expected);
    }

    [Fact]
    public void Finish_WithPlayableSamples_CutsTheLastPacket()
    {
        using var file = new TemporaryFile(".opus");
        using (var writer = new OggOpusWriter(File.Create(file.Path), OggOpusHeader.Speech, OggOpusTags.Empty))
        {
            WriteAll(writer, Speech.Encode(new OpusEncoderOptions()));
            writer.Finish(playableSamples: (149 * 960) + 7);
        }

        OpusTools.InspectClean(file.Path);
        using var decoded = new TemporaryFile(".wav");
        OpusTools.Run("opusdec", "--quiet", "--rate", "48000", file.Path, decoded.Path);
        new FileInfo(decoded.Path).Length.ShouldBe(44 + (2 * ((149 * 960) + 7)));
    }

    [Fact]
    public void TryWritePacket_Malformed_IsRefusedByRuleAndLeavesTheFileClean()
    {
        using var file = new TemporaryFile(".opus");
        using (var writer = new OggOpusWriter(File.Create(file.Path), OggOpusHeader.Speech, OggOpusTags.Empty))
        {
            writer.TryWritePacket([], out var empty).ShouldBeFalse();
            writer.TryWritePacket([(9 << 3) | 1, 0], out var odd).ShouldBeFalse();
            WriteAll(writer, Speech.Encode(new OpusEncoderOptions(), frames: 50));

            empty.ShouldBe(OpusPacketError.Empty);
            odd.ShouldBe(OpusPacketError.UnequalPair);
        }

        OpusTools.InspectClean(file.Path);
    }

    [Fact]
    public void Write_NeverMoreThanHalfASecondPerPage_SoThatACrashCostsLittle()
    {
        var file = Write(Speech.Encode(new OpusEncoderOptions()));

        var lastSample = 0L;
        foreach (var offset in PageOffsets(file).Skip(2))
        {
            var granule = BitConverter.ToInt64(file, offset + 6);
            (granule - lastSample).ShouldBeInRange(1, OggOpusWriter.MaxPageSamples);
            lastSample = granule;
        }

        lastSample.ShouldBe(150 * 960);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(100 * 960)]
    public void Flush_BetweenPackets_EverythingIsInTheStreamAndTheFileStaysClean(int? playableSamples)
    {
        using var file = new TemporaryFile(".opus");
        var packets = Speech.Encode(new OpusEncoderOptions());
        using (var stream = new MemoryStream())
        using (var writer = new OggOpusWriter(stream, OggOpusHeader.Speech, Tags))
        {
            WriteAll(writer, packets.GetRange(0, 107));
            writer.Flush();
            CountPackets(stream.ToArray(), OggError.MissingEnd).ShouldBe(107);

            WriteAll(writer, packets.GetRange(107, 43));
            writer.Flush();
            CountPackets(stream.ToArray(), OggError.MissingEnd).ShouldBe(150);

            writer.Finish(playableSamples);
            File.WriteAllBytes(file.Path, stream.ToArray());
        }

        OpusTools.InspectClean(file.Path);
        using var reader = Fixtures.Open(file.Path);
        while (reader.TryReadPacket(out _))
        {
        }

        reader.Error.ShouldBe(OggError.None);

        // A page that was written can no longer be cut.
        reader.GranulePosition.ShouldBe(150 * 960);
    }

    [Fact]
    public void Finish_NothingWritten_IsStillACleanFile()
    {
        using var file = new TemporaryFile(".opus");
        new OggOpusWriter(File.Create(file.Path), OggOpusHeader.Speech, Tags).Dispose();

        OpusTools.InspectClean(file.Path);
        Drain(File.ReadAllBytes(file.Path)).ShouldBe(OggError.None);
    }

    [Fact]
    public void WritePacket_SteadyState_AllocatesNothing()
    {
        using var writer = new OggOpusWriter(Stream.Null, OggOpusHeader.Speech, OggOpusTags.Empty);
        var packets = Speech.Encode(new OpusEncoderOptions());
        WriteAll(writer, packets);

        var before = GC.GetAllocatedBytesForCurrentThread();
        WriteAll(writer, packets);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }
}
