using AudioRooms.Audio.Ogg;

namespace AudioRooms.Audio.Tests.Ogg;

public sealed class OggOpusEndingTests
{
    private static readonly byte[] Packet = [9 << 3, 1, 2, 3];

    [Theory]
    [InlineData(120, true)]
    [InlineData(312, true)]
    [InlineData(120, false)]
    public void TryEnd_AWriterThatWasKilled_OneMorePageAndTheFileIsClean(int preSkip, bool hasTags)
    {
        var written = Write(packets: 90, preSkip, hasTags, finish: false);

        OggOpusEnding.TryEnd(written, out var ending, out var samples).ShouldBeTrue();

        // The packets since the last flush were never written.
        samples.ShouldBe(75 * AudioFormat.FrameSamples);
        ending.Length.ShouldBe(29);
        using var file = new TemporaryFile(".opus");
        File.WriteAllBytes(file.Path, [.. written, .. ending]);
        OpusTools.InspectClean(file.Path);
        PlayedSamples([.. written, .. ending]).ShouldBe(samples);
    }

    [Fact]
    public void TryEnd_AFinishedFile_NothingToAppend()
    {
        var written = Write(packets: 90, preSkip: 0, hasTags: true, finish: true);

        OggOpusEnding.TryEnd(written, out var ending, out var samples).ShouldBeTrue();

        ending.ShouldBeEmpty();
        samples.ShouldBe(90 * AudioFormat.FrameSamples);
    }

    [Fact]
    public void TryEnd_CutWithinAPageOrBeforeTheHeadersAreWhole_IsRefused()
    {
        var written = Write(packets: 90, preSkip: 0, hasTags: true, finish: false);
        for (var length = 0; length < written.Length; length++)
        {
            var isAtPage = length == 0 || written.AsSpan(length).StartsWith("OggS"u8);
            var headersAreWhole = written.AsSpan(0, length).Count("OggS"u8) >= 2;

            OggOpusEnding.TryEnd(written.AsSpan(0, length), out _, out _)
                .ShouldBe(isAtPage && headersAreWhole, $"cut at {length}");
        }
    }

    [Fact]
    public void TryEnd_APageMissing_IsRefused()
    {
        var written = Write(packets: 90, preSkip: 0, hasTags: true, finish: false);
        var second = written.AsSpan(1).IndexOf("OggS"u8) + 1;
        var third = written.AsSpan(second + 1).IndexOf("OggS"u8) + second + 1;
        var fourth = written.AsSpan(third + 1).IndexOf("OggS"u8) + third + 1;

        OggOpusEnding.TryEnd([.. written.AsSpan(0, third), .. written.AsSpan(fourth)], out _, out _).ShouldBeFalse();
    }

    // A page holds 500 ms and is written when the next packet comes: of 90 packets 75 are in pages.
    private static byte[] Write(int packets, int preSkip, bool hasTags, bool finish)
    {
        using var stream = new MemoryStream();
        var writer = new OggOpusWriter(
            stream,
            OggOpusHeader.Speech with { PreSkipSamples = preSkip },
            hasTags ? new OggOpusTags("AudioRooms", ["FROM=0"]) : OggOpusTags.Empty,
            leaveOpen: true);
        for (var number = 0; number < packets; number++)
        {
            writer.TryWritePacket(Packet, out _).ShouldBeTrue();
        }

        if (finish)
        {
            writer.Finish();
        }

        return stream.ToArray();
    }

    private static long PlayedSamples(byte[] file)
    {
        using var stream = new MemoryStream(file);
        OggOpusReader.TryOpen(stream, out var reader, out _).ShouldBeTrue();
        while (reader!.TryReadPacket(out _))
        {
        }

        reader.Error.ShouldBe(OggError.None);
        return reader.GranulePosition;
    }
}
