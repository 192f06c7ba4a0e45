using System.Globalization;
using AudioRooms.Audio.Ogg;
using AudioRooms.Audio.Opus;
using AudioRooms.Audio.Pcm;

namespace AudioRooms.Audio.Tests.Ogg;

public sealed class OggOpusFileTests
{
    private static readonly OggOpusTags Tags = new("AudioRooms tests", ["TITLE=Friday evening", "ARTIST=Anna, Ben und Çelik"]);

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

    [Theory]
    [InlineData("speech/voice-1.opus", 36.984)]
    [InlineData("speech/voice-2.opus", 34.554)]
    public void Read_FileOfOpusenc_GivesLivePacketsOfItsWholeLength(string name, double seconds)
    {
        using var reader = Fixtures.Open(Fixtures.PathOf(name));
        while (reader.TryReadPacket(out var packet))
        {
            LivePacketRules.Check(packet).ShouldBe(LivePacketRefusal.None);
        }

        reader.Error.ShouldBe(OggError.None);
        var playable = (reader.GranulePosition - reader.Header.PreSkipSamples) / 48_000.0;
        playable.ShouldBe(seconds, 0.001);
        new FileInfo(Fixtures.PathOf(name)).Length.ShouldBeLessThan(200_000);
    }

    [Fact]
    public void Demo_TwoFiles_LastEquallyLongAndTakeTurns()
    {
        var anna = Loudness(Fixtures.ReadPackets(Fixtures.DemoPathOf("anna.opus")));
        var ben = Loudness(Fixtures.ReadPackets(Fixtures.DemoPathOf("ben.opus")));

        anna.Count.ShouldBe(ben.Count);
        var both = anna.Zip(ben).Count(pair => pair.First && pair.Second);
        both.ShouldBe(0, "the two talk at the same time");
        anna.Count(talks => talks).ShouldBeGreaterThan(anna.Count / 4);
        ben.Count(talks => talks).ShouldBeGreaterThan(ben.Count / 4);
    }

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
    public void TryOpen_OtherFiles_NamesTheFault()
    {
        var file = Write(Speech.Encode(new OpusEncoderOptions(), frames: 5));
        var laterVersion = (byte[])file.Clone();
        laterVersion[4] = 1;

        OpenError([]).ShouldBe(OggError.NotOgg);
        OpenError("RIFF....WAVEfmt "u8.ToArray()).ShouldBe(OggError.NotOgg);
        OpenError(file[..20]).ShouldBe(OggError.TruncatedPage);
        OpenError(laterVersion).ShouldBe(OggError.UnsupportedVersion);
        OpenError(OnePage("\x01vorbis___________"u8)).ShouldBe(OggError.NotOpus);
        OpenError(OnePage("OpusHead\x01\x02"u8)).ShouldBe(OggError.BadHeader);
        OpenError([.. file[..PageOffsets(file).ElementAt(1)]]).ShouldBe(OggError.MissingEnd);
    }

    [Theory]
    [InlineData("OpusTags")]
    [InlineData("OpusTags\u00ff\u00ff\u00ff\u00ff")]
    [InlineData("OpusTags\0\0\0\0\u00ff\u00ff\u00ff\u00ff")]
    [InlineData("OpusTags\0\0\0\0\u0001\0\0\0\u00ff\u00ff\u00ff\u007f")]
    public void TryOpen_TagsThatLieAboutTheirLength_AreRefused(string tags)
    {
        using var file = new MemoryStream();
        var pages = new OggPageWriter(file, 1);
        pages.Add(OggOpusHeader.Speech.ToPacket());
        pages.Flush(0, 2);
        pages.Add(System.Text.Encoding.Latin1.GetBytes(tags));
        pages.Flush(0, 0);

        OpenError(file.ToArray()).ShouldBe(OggError.BadTags);
    }

    [Fact]
    public void TryOpen_TagsWithoutEnd_StopAtTheLimit()
    {
        using var file = new MemoryStream();
        var pages = new OggPageWriter(file, 1);
        pages.Add(OggOpusHeader.Speech.ToPacket());
        pages.Flush(0, 2);
        var bytes = file.ToArray();
        var endless = new EndlessPages(bytes);

        var before = GC.GetAllocatedBytesForCurrentThread();

        OggOpusReader.TryOpen(endless, out _, out var error).ShouldBeFalse();

        error.ShouldBe(OggError.BadTags);
        // Each page of 64 KB has a header of its own, and the reader reads two pages ahead.
        endless.BytesRead.ShouldBeLessThan(OggOpusReader.MaxTagsPacketBytes + 1_000_000L);
        (GC.GetAllocatedBytesForCurrentThread() - before - endless.Allocated).ShouldBeLessThan(8 * OggOpusReader.MaxTagsBytes);
    }

    [Fact]
    public void Read_PacketAcrossTwoPages_IsPutTogether()
    {
        byte[] packet = [9 << 3, .. Enumerable.Repeat((byte)5, 599)];
        byte[] file =
        [
            .. Page(flags: 2, sequence: 0, granule: 0, [19], OggOpusHeader.Speech.ToPacket()),
            .. Page(flags: 0, sequence: 1, granule: 0, [(byte)OggOpusTags.Empty.ToPacket().Length], OggOpusTags.Empty.ToPacket()),
            .. Page(flags: 0, sequence: 2, granule: -1, [255, 255], packet[..510]),
            .. Page(flags: 5, sequence: 3, granule: 960, [90], packet[510..]),
        ];

        using var reader = Read(file);

        reader.TryReadPacket(out var read).ShouldBeTrue();
        read.ToArray().ShouldBe(packet);
        reader.TryReadPacket(out _).ShouldBeFalse();
        reader.Error.ShouldBe(OggError.None);
        reader.GranulePosition.ShouldBe(960);
    }

    [Fact]
    public void Read_PagesOfAnotherStreamBetween_AreSkipped()
    {
        var file = Write(Speech.Encode(new OpusEncoderOptions()));
        var third = PageOffsets(file).ElementAt(2);
        byte[] mixed = [.. file[..third], .. Page(
            flags: 0, sequence: 77, granule: 5, [3], [1, 2, 3], serial: 99), .. file[third..]];

        Drain(mixed).ShouldBe(OggError.None);
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

    [Fact]
    public void TryOpen_CoverPictureOfTwoMegabytes_IsPassedOver()
    {
        byte[] tags =
        [
            .. "OpusTags"u8, 4, 0, 0, 0, .. "test"u8, 3, 0, 0, 0, 7, 0, 0, 0, .. "TITLE=a"u8,
            .. BitConverter.GetBytes(2_000_000), .. Enumerable.Repeat((byte)'x', 2_000_000), 7, 0, 0, 0, .. "ALBUM=b"u8,
        ];
        var speech = Speech.Encode(new OpusEncoderOptions());
        var file = Write(speech);
        byte[] withPicture =
        [
            .. file[..PageOffsets(file).ElementAt(1)], .. PagesOf(tags, firstSequence: 1, out var next),
            .. PagesOf(speech[0], next, out _, granule: 960, isLast: true),
        ];

        using var reader = Read(withPicture);

        reader.Tags.Vendor.ShouldBe("test");
        reader.Tags.Comments.ShouldBe(["TITLE=a"]);
        ReadAll(reader).ShouldHaveSingleItem().ShouldBe(speech[0]);
        reader.Error.ShouldBe(OggError.None);
    }

    [Fact]
    public void TryOpen_OtherChannelMappings_NamesThem()
    {
        byte[] head = [.. "OpusHead"u8, 1, 4, 0, 0, 0, 0, 0, 0, 0, 0, 2, 4, 0, 0, 1, 2, 3];

        OpenError(OnePage(head)).ShouldBe(OggError.UnsupportedChannels);
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

    private static List<byte[]> ReadAll(OggOpusReader reader)
    {
        var packets = new List<byte[]>();
        while (reader.TryReadPacket(out var packet))
        {
            packets.Add(packet.ToArray());
        }

        return packets;
    }

    /// <summary>One packet on as many pages as it needs.</summary>
    private static byte[] PagesOf(byte[] packet, uint firstSequence, out uint nextSequence, long granule = 0, bool isLast = false)
    {
        List<byte> pages = [];
        nextSequence = firstSequence;
        var segments = (packet.Length / 255) + 1;
        for (var first = 0; first < segments; first += 255)
        {
            var count = Math.Min(255, segments - first);
            var body = packet[(first * 255)..Math.Min(packet.Length, (first + count) * 255)];
            byte[] table = [.. Enumerable.Repeat((byte)255, count)];
            var isEnd = first + count == segments;
            if (isEnd)
            {
                table[^1] = (byte)(packet.Length % 255);
            }

            var flags = (byte)((first > 0 ? 1 : 0) | (isEnd && isLast ? 4 : 0));
            pages.AddRange(Page(flags, nextSequence++, isEnd ? granule : -1, table, body));
        }

        return [.. pages];
    }

    private static int CountPackets(byte[] file, OggError expectedEnd)
    {
        using var reader = Read(file);
        var count = 0;
        while (reader.TryReadPacket(out _))
        {
            count++;
        }

        reader.Error.ShouldBe(expectedEnd);
        return count;
    }

    private static OggError Drain(byte[] file)
    {
        using var reader = Read(file);
        while (reader.TryReadPacket(out _))
        {
        }

        return reader.Error;
    }

    private static OggError OpenError(byte[] file)
    {
        OggOpusReader.TryOpen(new MemoryStream(file), out _, out var error).ShouldBeFalse();
        return error;
    }

    private static byte[] OnePage(ReadOnlySpan<byte> packet)
    {
        using var file = new MemoryStream();
        var pages = new OggPageWriter(file, 1);
        pages.Add(packet);
        pages.Flush(0, 2);
        return file.ToArray();
    }

    private static byte[] Page(byte flags, uint sequence, long granule, byte[] segments, byte[] body, uint serial = 1)
    {
        byte[] page =
        [
            .. "OggS"u8, 0, flags, .. BitConverter.GetBytes(granule), .. BitConverter.GetBytes(serial),
            .. BitConverter.GetBytes(sequence),
            0, 0, 0, 0, (byte)segments.Length, .. segments, .. body,
        ];
        BitConverter.TryWriteBytes(page.AsSpan(22), OggCrc.Append(0, page));
        return page;
    }

    private static List<bool> Loudness(List<byte[]> packets)
    {
        using var decoder = new OpusDecoder();
        var pcm = new float[AudioFormat.FrameSamples];
        var talks = new List<bool>();
        foreach (var packet in packets)
        {
            decoder.TryDecode(packet, pcm, out _).ShouldBeTrue();
            talks.Add(AudioLevel.Measure(pcm) < 45);
        }

        return talks;
    }

    private static byte[] Write(List<byte[]> packets, int serial = 1, int gain = 0, long? playableSamples = null)
    {
        using var stream = new MemoryStream();
        using (var writer = new OggOpusWriter(
            stream, OggOpusHeader.Speech with { OutputGainQ8 = gain }, Tags, serial, leaveOpen: true))
        {
            WriteAll(writer, packets);
            writer.Finish(playableSamples);
        }

        return stream.ToArray();
    }

    private static void WriteAll(OggOpusWriter writer, List<byte[]> packets)
    {
        foreach (var packet in packets)
        {
            if (!writer.TryWritePacket(packet, out var error))
            {
                throw new InvalidOperationException(error.ToString());
            }
        }
    }

    private static OggOpusReader Read(byte[] file)
    {
        OggOpusReader.TryOpen(new MemoryStream(file), out var reader, out var error).ShouldBeTrue(error.ToString());
        return reader!;
    }

    private static IEnumerable<int> PageOffsets(byte[] file)
    {
        var offset = 0;
        while (offset < file.Length)
        {
            yield return offset;
            var segments = file.AsSpan(offset + 27, file[offset + 26]).ToArray();
            offset += 27 + segments.Length + segments.Sum(segment => segment);
        }
    }

    /// <summary>A header page, and then pages of one packet that never ends.</summary>
    private sealed class EndlessPages(byte[] start) : Stream
    {
        private byte[] page = start;
        private int offset;
        private uint sequence = 1;

        public long BytesRead { get; private set; }

        /// <summary>Bytes that the pages themselves allocated.</summary>
        public long Allocated { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => BytesRead; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int bufferOffset, int count) => Read(buffer.AsSpan(bufferOffset, count));

        public override int Read(Span<byte> buffer)
        {
            if (offset == page.Length)
            {
                page = NextPage();
                offset = 0;
            }

            var count = Math.Min(buffer.Length, page.Length - offset);
            page.AsSpan(offset, count).CopyTo(buffer);
            offset += count;
            BytesRead += count;
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long target, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int bufferOffset, int count) => throw new NotSupportedException();

        private byte[] NextPage()
        {
            var bytes = new byte[27 + 255 + (255 * 255)];
            Allocated += bytes.Length + 24;
            "OggS"u8.CopyTo(bytes);
            bytes[5] = (byte)(sequence > 1 ? 1 : 0);
            bytes.AsSpan(6, 8).Fill(255);
            bytes[14] = 1;
            BitConverter.TryWriteBytes(bytes.AsSpan(18), sequence++);
            bytes.AsSpan(26, 256).Fill(255);
            BitConverter.TryWriteBytes(bytes.AsSpan(22), OggCrc.Append(0, bytes));
            return bytes;
        }
    }
}
