using AudioRooms.Audio.Ogg;
using AudioRooms.Audio.Opus;
using AudioRooms.Audio.Pcm;
using static AudioRooms.Audio.Tests.Ogg.OggFiles;

namespace AudioRooms.Audio.Tests.Ogg;

/// <summary>What is read of whole files, and which files are refused.</summary>
public sealed class OggOpusReaderTests
{
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
}
