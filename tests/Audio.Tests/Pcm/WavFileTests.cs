using System.Buffers.Binary;
using AudioRooms.Audio.Pcm;

namespace AudioRooms.Audio.Tests.Pcm;

public sealed class WavFileTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(8_000, 1)]
    [InlineData(44_100, 2)]
    [InlineData(48_000, 1)]
    [InlineData(192_000, 2)]
    public void WriteThenRead_AnyFormat_ComesBackAsItWas(int sampleRateHz, int channelCount)
    {
        short[] samples = [0, 1, -1, short.MaxValue, short.MinValue, 1234];
        using var file = new MemoryStream();
        using (var writer = new WavWriter(file, sampleRateHz, channelCount, leaveOpen: true))
        {
            writer.Write(samples);
            writer.SamplesPerChannel.ShouldBe(6 / channelCount);
        }

        file.Position = 0;
        var read = WavReader.TryRead(file, Minute, out var back, out var rate, out var channels, out var error);

        read.ShouldBeTrue(error.ToString());
        ToInt16(back).ShouldBe(samples);
        rate.ShouldBe(sampleRateHz);
        channels.ShouldBe(channelCount);
    }

    [Fact]
    public void Write_FloatBeyondTheRange_IsClippedAndRounded()
    {
        using var file = new MemoryStream();
        using (var writer = new WavWriter(file, leaveOpen: true))
        {
            writer.Write([2f, -2f, 0.5f, float.NaN, 0.6f / 32_768]);
        }

        file.Position = 0;
        WavReader.TryRead(file, Minute, out var samples, out _, out _, out _).ShouldBeTrue();

        ToInt16(samples).ShouldBe([short.MaxValue, short.MinValue, 16_384, 0, 1]);
    }

    [Fact]
    public void Read_WriterDiedBeforeItsEnd_GivesWhatIsThere()
    {
        using var file = new MemoryStream();
        var writer = new WavWriter(file, leaveOpen: true);
        writer.Write([1, 2, 3, 4]);

        var unfinished = new MemoryStream(file.ToArray());
        var read = WavReader.TryRead(unfinished, Minute, out var samples, out _, out _, out var error);
        writer.Dispose();

        read.ShouldBeTrue(error.ToString());
        ToInt16(samples).ShouldBe([1, 2, 3, 4]);
    }

    [Fact]
    public void Read_UnknownChunksAndExtensibleFormat_AreUnderstood()
    {
        byte[] format = new byte[40];
        BinaryPrimitives.WriteUInt16LittleEndian(format, 0xFFFE);
        BinaryPrimitives.WriteUInt16LittleEndian(format.AsSpan(2), 1);
        BinaryPrimitives.WriteUInt32LittleEndian(format.AsSpan(4), 16_000);
        BinaryPrimitives.WriteUInt16LittleEndian(format.AsSpan(14), 16);
        BinaryPrimitives.WriteUInt16LittleEndian(format.AsSpan(24), 1);

        var read = TryRead(
            Riff(Chunk("LIST", 5, [1, 2, 3, 4, 5, 0]), Chunk("fmt ", 40, format), Chunk("data", 4, [1, 0, 2, 0])),
            out var error,
            out var samples);

        read.ShouldBeTrue(error.ToString());
        ToInt16(samples).ShouldBe([1, 2]);
    }

    public static TheoryData<string, byte[], WavError> Refused => new()
    {
        { "nothing", [], WavError.NotWav },
        { "not RIFF", "OggS........"u8.ToArray(), WavError.NotWav },
        { "no data", Riff(Chunk("fmt ", 16, Format())), WavError.NoData },
        { "data before format", Riff(Chunk("data", 2, [0, 0])), WavError.NoFormat },
        { "short format", Riff(Chunk("fmt ", 4, [1, 0, 1, 0])), WavError.NoFormat },
        { "float samples of 16 bits", Riff(Chunk("fmt ", 16, Format(tag: 3))), WavError.UnsupportedFormat },
        { "no bits", Riff(Chunk("fmt ", 16, Format(bits: 0))), WavError.UnsupportedFormat },
        { "40 bits", Riff(Chunk("fmt ", 16, Format(bits: 40))), WavError.UnsupportedFormat },
        { "ADPCM", Riff(Chunk("fmt ", 16, Format(tag: 2, bits: 4))), WavError.UnsupportedFormat },
        { "no channel", Riff(Chunk("fmt ", 16, Format(channels: 0))), WavError.UnsupportedChannels },
        { "nine channels", Riff(Chunk("fmt ", 16, Format(channels: 9))), WavError.UnsupportedChannels },
        { "rate 0", Riff(Chunk("fmt ", 16, Format(rate: 0))), WavError.UnsupportedSampleRate },
        { "rate above all bounds", Riff(Chunk("fmt ", 16, Format(rate: uint.MaxValue))), WavError.UnsupportedSampleRate },
        { "chunk that claims 4 GB", Riff(Chunk("LIST", uint.MaxValue, [1, 2])), WavError.NoData },
        { "too long", Riff(Chunk("fmt ", 16, Format(rate: 8_000)), Chunk("data", 16_002, new byte[16_002])), WavError.TooLong },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void TryRead_NotUsable_NamesTheReason(string shape, byte[] file, WavError expected)
    {
        var read = WavReader.TryRead(
            new MemoryStream(file), TimeSpan.FromSeconds(1), out var samples, out _, out _, out var error);

        read.ShouldBeFalse(shape);
        error.ShouldBe(expected, shape);
        samples.ShouldBeEmpty();
    }

    [Fact]
    public void TryReadMono48k_StereoAt44100_IsAveragedAndConverted()
    {
        using var file = new MemoryStream();
        using (var writer = new WavWriter(file, 44_100, 2, leaveOpen: true))
        {
            var interleaved = new float[2 * 44_100];
            for (var index = 0; index < 44_100; index++)
            {
                interleaved[2 * index] = (float)Math.Sin(2 * Math.PI * 440 * index / 44_100);
            }

            writer.Write(interleaved);
        }

        file.Position = 0;
        WavReader.TryReadMono48k(file, Minute, out var pcm, out var error).ShouldBeTrue(error.ToString());

        pcm.Length.ShouldBe(48_000);
        var expected = ResamplerTests.Sine(440, 48_000, 48_000, amplitude: 0.5);
        Similarity.SignalToNoise(expected.AsSpan(1_000, 46_000), pcm.AsSpan(1_000, 46_000)).ShouldBeGreaterThan(70);
    }

    public static TheoryData<ushort, ushort, byte[], float[]> Samples => new()
    {
        { 1, 8, [0, 128, 255], [-1, 0, 127 / 128f] },
        { 1, 16, [0, 0x80, 0, 0, 0xFF, 0x7F], [-1, 0, 32_767 / 32_768f] },
        { 1, 24, [0, 0, 0x80, 0, 0, 0, 0, 0, 0x40], [-1, 0, 0.5f] },
        { 1, 20, [0, 0, 0x80, 0, 0, 0, 0, 0, 0x40], [-1, 0, 0.5f] },
        { 1, 32, [0, 0, 0, 0x80, 0, 0, 0, 0, 0, 0, 0, 0x40], [-1, 0, 0.5f] },
        { 3,
          32,
          [.. BitConverter.GetBytes(-1.5f), .. BitConverter.GetBytes(float.NaN), .. BitConverter.GetBytes(0.25f)],
          [-1.5f, 0, 0.25f] },
        { 3,
          64,
          [.. BitConverter.GetBytes(-1.5), .. BitConverter.GetBytes(double.PositiveInfinity), .. BitConverter.GetBytes(0.25)],
          [-1.5f, 0, 0.25f] },

        // G.711's end points and its quietest codes.
        { 6, 8, [0xAA, 0x2A, 0xD5, 0x55], [32_256 / 32_768f, -32_256 / 32_768f, 8 / 32_768f, -8 / 32_768f] },
        { 7, 8, [0x80, 0x00, 0xFF, 0x7F], [32_124 / 32_768f, -32_124 / 32_768f, 0, 0] },
    };

    [Theory]
    [MemberData(nameof(Samples))]
    public void TryRead_EveryKindOfSample_HasItsValue(ushort tag, ushort bits, byte[] data, float[] expected)
    {
        var file = Riff(Chunk("fmt ", 16, Format(tag, bits: bits)), Chunk("data", (uint)data.Length, data));

        TryRead(file, out var error, out var samples).ShouldBeTrue(error.ToString());

        samples.ShouldBe(expected);
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(uint.MaxValue)]
    public void TryRead_Rf64_TakesTheLengthFromItsOwnChunk(uint dataLength)
    {
        byte[] sizes = [.. BitConverter.GetBytes(1_000L), .. BitConverter.GetBytes(4L), .. BitConverter.GetBytes(2L), 0, 0, 0, 0];
        var file = Riff(Chunk("ds64", 28, sizes), Chunk("fmt ", 16, Format()), Chunk("data", dataLength, [1, 0, 2, 0, 9, 9]));
        "RF64"u8.CopyTo(file);

        TryRead(file, out var error, out var samples).ShouldBeTrue(error.ToString());

        ToInt16(samples).ShouldBe([1, 2]);
    }

    [Fact]
    public void TryReadMono48k_FivePointOne_IsTheMeanOfAllButTheLowFrequencies()
    {
        byte[] group = [0, 0x10, 0, 0x20, 0, 0x30, 0, 0x7F, 0, 0x40, 0, 0x50];
        var file = Riff(Chunk("fmt ", 16, Format(channels: 6)), Chunk("data", 12, group));

        WavReader.TryReadMono48k(new MemoryStream(file), Minute, out var pcm, out var error).ShouldBeTrue(error.ToString());

        pcm.ShouldBe([0x30 / 128f]);
    }

    private static short[] ToInt16(float[] samples)
    {
        var converted = new short[samples.Length];
        PcmConvert.ToInt16(samples, converted);
        return converted;
    }

    private static bool TryRead(byte[] file, out WavError error, out float[] samples) =>
        WavReader.TryRead(new MemoryStream(file), Minute, out samples, out _, out _, out error);

    private static byte[] Format(ushort tag = 1, ushort channels = 1, uint rate = 48_000, ushort bits = 16)
    {
        var format = new byte[16];
        BinaryPrimitives.WriteUInt16LittleEndian(format, tag);
        BinaryPrimitives.WriteUInt16LittleEndian(format.AsSpan(2), channels);
        BinaryPrimitives.WriteUInt32LittleEndian(format.AsSpan(4), rate);
        BinaryPrimitives.WriteUInt16LittleEndian(format.AsSpan(14), bits);
        return format;
    }

    private static byte[] Riff(params byte[][] chunks) =>
        [.. "RIFF"u8, 0, 0, 0, 0, .. "WAVE"u8, .. chunks.SelectMany(chunk => chunk)];

    private static byte[] Chunk(string name, uint length, byte[] body) =>
        [.. System.Text.Encoding.ASCII.GetBytes(name), .. BitConverter.GetBytes(length), .. body];
}
