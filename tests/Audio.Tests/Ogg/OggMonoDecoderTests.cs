using System.Buffers.Binary;
using AudioRooms.Audio.Ogg;
using AudioRooms.Audio.Opus;
using AudioRooms.Testing;

namespace AudioRooms.Audio.Tests.Ogg;

/// <summary>Files that need more than decoding packets: a gain, several streams.</summary>
public sealed class OggMonoDecoderTests
{
    private static readonly double[] Hertz = [400, 700, 1_000, 60, 1_600, 2_200];

    [Theory]
    [InlineData(-20)]
    [InlineData(-6)]
    [InlineData(6)]
    public void Decode_HeaderHasAGain_IsAppliedToTheDecibel(int decibels)
    {
        var packets = Tone();
        var plain = DecodeAll(OggOpusHeader.Speech, packets);

        var changed = DecodeAll(OggOpusHeader.Speech with { OutputGainQ8 = decibels * 256 }, packets);

        (20 * Math.Log10(Loudness(changed) / Loudness(plain))).ShouldBe(decibels, 0.01);
    }

    [Fact]
    public void Decode_GainBeyondTheRange_IsLimited()
    {
        var changed = DecodeAll(OggOpusHeader.Speech with { OutputGainQ8 = 40 * 256 }, Tone());

        changed.Max(sample => MathF.Abs(sample)).ShouldBeInRange(0.5f, 1);
    }

    [Fact]
    public void Decode_FivePointOneOfOpusenc_IsTheMeanOfAllButTheLowFrequencies()
    {
        using var wav = new TemporaryFile(".wav");
        using var opus = new TemporaryFile(".opus");
        File.WriteAllBytes(wav.Path, SixChannels());
        OpusTools.Run("opusenc", "--quiet", "--bitrate", "400", wav.Path, opus.Path);

        using var reader = Fixtures.Open(opus.Path);
        var packets = new List<byte[]>();
        while (reader.TryReadPacket(out var packet))
        {
            packets.Add(packet.ToArray());
        }

        reader.Error.ShouldBe(OggError.None);
        reader.Header.ChannelCount.ShouldBe(6);
        reader.Header.StreamCount.ShouldBe(4);
        var pcm = DecodeAll(reader.Header, packets).AsSpan(24_000, 48_000);
        for (var channel = 0; channel < Hertz.Length; channel++)
        {
            var expected = channel == 3 ? 0 : 0.4 / 5;
            Goertzel.AmplitudeAt(pcm, Hertz[channel]).ShouldBe(expected, 0.012, $"channel {channel}");
        }
    }

    [Fact]
    public void Decode_StereoByMappingFamilyOne_IsAsByFamilyZero()
    {
        byte[] head = [.. "OpusHead"u8, 1, 2, 56, 1, 0x80, 0xBB, 0, 0, 0, 0, 1, 1, 1, 0, 1];
        OggOpusHeader.Parse(head, out var header).ShouldBe(OggError.None);
        var packets = Fixtures.ReadPackets(Fixtures.PathOf("speech/voice-1.opus")).GetRange(0, 100);

        var heard = DecodeAll(header.ShouldNotBeNull(), packets);

        heard.ShouldBe(DecodeAll(OggOpusHeader.Speech, packets));
    }

    [Theory]
    [InlineData(9, 1, 1)]
    [InlineData(2, 0, 0)]
    [InlineData(2, 1, 2)]
    public void Parse_LayoutThatDoesNotAddUp_IsRefused(byte channels, byte streams, byte coupled)
    {
        byte[] head = [.. "OpusHead"u8, 1, channels, 0, 0, 0, 0, 0, 0, 0, 0, 1, streams, coupled, .. new byte[channels]];

        OggOpusHeader.Parse(head, out _).ShouldBe(OggError.BadHeader);
    }

    [Fact]
    public void Parse_MappingBeyondTheStreams_IsRefused()
    {
        byte[] head = [.. "OpusHead"u8, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 2];

        OggOpusHeader.Parse(head, out _).ShouldBe(OggError.BadHeader);
    }

    private static List<byte[]> Tone()
    {
        var pcm = new float[100 * AudioFormat.FrameSamples];
        for (var index = 0; index < pcm.Length; index++)
        {
            pcm[index] = 0.2f * MathF.Sin(index * 2 * MathF.PI * 440 / AudioFormat.SampleRateHz);
        }

        return CodecTests.Encode(pcm, OpusEncoderOptions.Music);
    }

    private static float[] DecodeAll(OggOpusHeader header, List<byte[]> packets)
    {
        using var decoder = new OggMonoDecoder(header);
        var sound = new List<float>();
        var pcm = new float[OpusPacket.MaxSamples];
        foreach (var packet in packets)
        {
            var samples = decoder.Decode(packet, pcm);
            samples.ShouldBe(OggMonoDecoder.DurationOf(packet));
            sound.AddRange(pcm[..samples]);
        }

        return [.. sound];
    }

    private static double Loudness(float[] pcm) => Math.Sqrt(pcm.Skip(4_800).Average(sample => (double)sample * sample));

    /// <summary>Two seconds with a tone of its own on each channel, in the channel order of WAV.</summary>
    private static byte[] SixChannels()
    {
        const int Seconds = 2;
        var samples = new short[Seconds * AudioFormat.SampleRateHz * Hertz.Length];
        for (var index = 0; index < samples.Length; index++)
        {
            var time = index / Hertz.Length / (double)AudioFormat.SampleRateHz;
            samples[index] = (short)(0.4 * 32_768 * Math.Sin(2 * Math.PI * Hertz[index % Hertz.Length] * time));
        }

        var file = new byte[44 + (2 * samples.Length)];
        "RIFF"u8.CopyTo(file);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(4), (uint)file.Length - 8);
        "WAVEfmt "u8.CopyTo(file.AsSpan(8));
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(16), 16);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(20), 1);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(22), (ushort)Hertz.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(24), AudioFormat.SampleRateHz);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(28), (uint)(AudioFormat.SampleRateHz * 2 * Hertz.Length));
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(32), (ushort)(2 * Hertz.Length));
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(34), 16);
        "data"u8.CopyTo(file.AsSpan(36));
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(40), (uint)(2 * samples.Length));
        for (var index = 0; index < samples.Length; index++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(44 + (2 * index)), samples[index]);
        }

        return file;
    }
}
