using System.ComponentModel.DataAnnotations;
using System.Runtime.InteropServices;
using AudioRooms.Audio.Opus;

namespace AudioRooms.Audio.Tests;

public sealed class CodecTests
{
    private static readonly List<byte[]> Voice = Fixtures.ReadPackets(Fixtures.PathOf("speech/voice-1.opus"));

    [Fact]
    public void Decode_CommittedPackets_IsWhatOpusdecHears()
    {
        var golden = MemoryMarshal.Cast<byte, short>(File.ReadAllBytes(Fixtures.PathOf("golden/voice-1-second-2.s16"))).ToArray();

        var decoded = Decode(Voice.GetRange(0, 100));

        // opusdec drops the pre-skip of 312 samples; the golden half second begins at 1 s. A difference of one 16-bit step is
        // rounding.
        for (var index = 0; index < golden.Length; index++)
        {
            var sample = decoded[312 + 48_000 + index] * 32_768;
            Math.Abs(sample - golden[index]).ShouldBeLessThanOrEqualTo(1.01f, $"sample {index}");
        }
    }

    [Fact]
    public void EncodeThenDecode_Speech_StaysClose()
    {
        var original = Decode(Voice.GetRange(0, 500));

        var packets = Encode(original, new OpusEncoderOptions());
        var decoded = Decode(packets);

        // The codec's own delay: 6.5 ms, 312 samples.
        Similarity.SpectralDistance(original.AsSpan(0, original.Length - 312), decoded.AsSpan(312)).ShouldBeLessThan(4);
        var bitsPerSecond = packets.Sum(packet => packet.Length) * 8 / 10;
        bitsPerSecond.ShouldBeInRange(16_000, 26_000);
        packets.ShouldAllBe(packet => LivePacketRules.Check(packet) == LivePacketRefusal.None);
    }

    [Fact]
    public void Encode_HigherBitrate_IsCloser()
    {
        var original = Decode(Voice.GetRange(0, 300));

        var low = Distance(original, bitsPerSecond: 8_000);
        var high = Distance(original, bitsPerSecond: 64_000);

        high.ShouldBeLessThan(low / 1.5);
    }

    [Fact]
    public void Encode_Silence_BecomesDtxPackets()
    {
        var packets = Encode(new float[200 * AudioFormat.FrameSamples], new OpusEncoderOptions());

        packets.Skip(50).Count(packet => packet.Length <= 2).ShouldBeGreaterThan(130);
    }

    [Fact]
    public void Encode_ShortAndFloat_GiveTheSamePackets()
    {
        var samples = new short[AudioFormat.FrameSamples];
        var floats = new float[AudioFormat.FrameSamples];
        AudioRooms.Audio.Pcm.PcmConvert.ToInt16(Speech.Synthesize(960), samples);
        AudioRooms.Audio.Pcm.PcmConvert.ToFloat(samples, floats);
        using var shortEncoder = new OpusEncoder();
        using var floatEncoder = new OpusEncoder();
        var first = new byte[1_275];
        var second = new byte[1_275];

        var firstLength = shortEncoder.Encode(samples, first);
        var secondLength = floatEncoder.Encode(floats, second);

        first[..firstLength].ShouldBe(second[..secondLength]);
    }

    [Fact]
    public void Encode_NotOneFrame_IsRefusedWithTheBound()
    {
        using var encoder = new OpusEncoder();

        Should.Throw<ArgumentException>(() => encoder.Encode(new float[480], new byte[1_275])).Message.ShouldContain("960");
    }

    [Fact]
    public void Options_DefaultsAndBounds_AreThese()
    {
        var options = new OpusEncoderOptions();

        options.BitrateBitsPerSecond.ShouldBe(24_000);
        options.Content.ShouldBe(OpusContent.Voice);
        options.Complexity.ShouldBe(7);
        options.ExpectedLossPercent.ShouldBe(10);
        options.UseFec.ShouldBeTrue();
        options.UseDtx.ShouldBeTrue();
        Should.Throw<ValidationException>(() => new OpusEncoder(new OpusEncoderOptions { Complexity = 11 }))
            .Message.ShouldBe("The field Complexity must be between 0 and 10.");
    }

    [Fact]
    public void TryDecode_MalformedOrTooLong_AnswersFalse()
    {
        using var decoder = new OpusDecoder();
        var pcm = new float[960];

        decoder.TryDecode([], pcm, out var none).ShouldBeFalse();
        decoder.TryDecode([(9 << 3) | 1, 1], pcm, out _).ShouldBeFalse();
        decoder.TryDecode([(9 << 3) | 3, 6], pcm, out _).ShouldBeFalse();
        none.ShouldBe(0);
    }

    [Fact]
    public void Recover_NextPacketMalformed_ConcealsInstead()
    {
        using var decoder = new OpusDecoder();
        var pcm = new float[960];
        decoder.TryDecode(Voice[100], pcm, out _);

        decoder.Recover([(9 << 3) | 1, 1], pcm);

        pcm.ShouldAllBe(sample => float.IsFinite(sample));
    }

    [Fact]
    public void EncodeAndDecode_SteadyState_AllocateNothing()
    {
        using var encoder = new OpusEncoder();
        using var decoder = new OpusDecoder();
        var pcm = Speech.Synthesize(960);
        var packet = new byte[1_275];
        RoundTrips(10);
        var before = GC.GetAllocatedBytesForCurrentThread();

        RoundTrips(50);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);

        void RoundTrips(int count)
        {
            for (var frame = 0; frame < count; frame++)
            {
                var length = encoder.Encode(pcm, packet);
                decoder.TryDecode(packet.AsSpan(0, length), pcm, out _);
                decoder.Recover(packet.AsSpan(0, length), pcm);
                decoder.Conceal(pcm);
            }
        }
    }

    internal static float[] Decode(List<byte[]> packets)
    {
        using var decoder = new OpusDecoder();
        var pcm = new float[packets.Count * AudioFormat.FrameSamples];
        for (var index = 0; index < packets.Count; index++)
        {
            decoder.TryDecode(packets[index], pcm.AsSpan(index * AudioFormat.FrameSamples, AudioFormat.FrameSamples), out _)
                .ShouldBeTrue();
        }

        return pcm;
    }

    internal static List<byte[]> Encode(float[] pcm, OpusEncoderOptions options)
    {
        using var encoder = new OpusEncoder(options);
        var packets = new List<byte[]>();
        var packet = new byte[LivePacketRules.MaxPacketBytes];
        for (var offset = 0; offset < pcm.Length; offset += AudioFormat.FrameSamples)
        {
            var length = encoder.Encode(pcm.AsSpan(offset, AudioFormat.FrameSamples), packet);
            packets.Add(packet[..length]);
        }

        return packets;
    }

    private static double Distance(float[] original, int bitsPerSecond)
    {
        var decoded = Decode(Encode(original, new OpusEncoderOptions { BitrateBitsPerSecond = bitsPerSecond, UseFec = false }));
        return Similarity.SpectralDistance(original.AsSpan(0, original.Length - 312), decoded.AsSpan(312));
    }
}
