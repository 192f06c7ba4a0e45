using AudioRooms.Audio.Levels;
using AudioRooms.Audio.Opus;
using AudioRooms.Audio.Pcm;
using AudioRooms.Audio.Playout;

namespace AudioRooms.Audio.Tests.Opus;

/// <summary>What the product promises of its encoder and decoder, with either codec.</summary>
public sealed class BothCodecsTests
{
    private static readonly List<byte[]> Voice = Fixtures.ReadPackets(Fixtures.PathOf("speech/voice-1.opus"));

    public static TheoryData<OpusImplementation> Both => [OpusImplementation.Native, OpusImplementation.Managed];

    [Theory]
    [MemberData(nameof(Both))]
    public void TryDecode_RecordedSpeech_IsCloseToWhatLibopusHears(OpusImplementation implementation)
    {
        var packets = Voice.GetRange(0, 300);
        var reference = CodecTests.Decode(packets);
        using var decoder = new OpusDecoder(implementation);

        var heard = DecodeAll(decoder, packets);

        Similarity.SpectralDistance(reference, heard).ShouldBeLessThan(1);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void Encode_Speech_TheOtherCodecUnderstandsIt(OpusImplementation implementation)
    {
        var original = CodecTests.Decode(Voice.GetRange(0, 300));
        using var encoder = new OpusEncoder(new OpusEncoderOptions(), implementation);
        using var decoder = new OpusDecoder(1 - implementation);

        var heard = DecodeAll(decoder, EncodeAll(encoder, original));

        Similarity.SpectralDistance(original.AsSpan(0, original.Length - 312), heard.AsSpan(312)).ShouldBeLessThan(4);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void TryDecode_DtxPackets_AreComfortNoiseOfTheirDuration(OpusImplementation implementation)
    {
        using var decoder = new OpusDecoder(implementation);
        var pcm = new float[OpusPacket.MaxSamples];
        DecodeAll(decoder, Voice.GetRange(100, 50));

        foreach (var (packet, duration) in ((byte[], int)[])[
            ([9 << 3], 960),
            ([9 << 3, 0], 960),
            ([11 << 3], 2_880),
            ([31 << 3], 960),
        ])
        {
            decoder.TryDecode(packet, pcm, out var samples).ShouldBeTrue();
            samples.ShouldBe(duration);
            pcm.Take(samples).ShouldAllBe(sample => Math.Abs(sample) <= 1);
        }
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void TryDecode_DtxPacketFirst_IsSilence(OpusImplementation implementation)
    {
        using var decoder = new OpusDecoder(implementation);
        var pcm = new float[960];

        decoder.TryDecode([9 << 3], pcm, out var samples).ShouldBeTrue();

        samples.ShouldBe(960);
        AudioLevel.Measure(pcm).ShouldBe(AudioLevel.Silence);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void TryDecode_ShortAndFloat_GiveTheSameSound(OpusImplementation implementation)
    {
        using var floatDecoder = new OpusDecoder(implementation);
        using var shortDecoder = new OpusDecoder(implementation);
        var floats = new float[960];
        var shorts = new short[960];

        foreach (var packet in Voice.GetRange(100, 20))
        {
            floatDecoder.TryDecode(packet, floats, out _).ShouldBeTrue();
            shortDecoder.TryDecode(packet, shorts, out _).ShouldBeTrue();
        }

        for (var index = 0; index < shorts.Length; index++)
        {
            (floats[index] * 32_768).ShouldBe(shorts[index], 1.0);
        }
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void TryDecode_PacketsAtTheEdgeOfReadableMemory_NeverReadsBeyondIt(OpusImplementation implementation)
    {
        using var guarded = new GuardedMemory();
        using var decoder = new OpusDecoder(implementation);
        var random = new Random(7);
        var packet = Voice[100];
        var pcm = new float[OpusPacket.MaxSamples];

        // Reading one byte too far would end the process. Whole packets, prefixes, and noise that claims to be a packet.
        for (var round = 0; round < 2_000; round++)
        {
            var data = guarded.LastBytes((round % packet.Length) + 1);
            packet.AsSpan(0, data.Length).CopyTo(data);
            if (round % 2 == 1)
            {
                random.NextBytes(data);
            }

            if (decoder.TryDecode(data, pcm, out var samples))
            {
                samples.ShouldBeInRange(120, OpusPacket.MaxSamples, $"seed 7, round {round}");
            }

            decoder.Recover(data, pcm.AsSpan(0, 960));
        }
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void TryDecode_AfterHostilePackets_DecodesSpeechAsBefore(OpusImplementation implementation)
    {
        using var decoder = new OpusDecoder(implementation);
        var random = new Random(8);
        var pcm = new float[OpusPacket.MaxSamples];
        for (var round = 0; round < 500; round++)
        {
            var hostile = new byte[random.Next(1, 200)];
            random.NextBytes(hostile);
            decoder.TryDecode(hostile, pcm, out _);
        }

        decoder.Reset();

        using var fresh = new OpusDecoder(implementation);
        DecodeAll(decoder, Voice.GetRange(0, 50)).ShouldBe(DecodeAll(fresh, Voice.GetRange(0, 50)));
    }

    [Theory]
    [InlineData(OpusImplementation.Native, 0)]
    [InlineData(OpusImplementation.Native, 100)]
    [InlineData(OpusImplementation.Native, 5_880)]
    [InlineData(OpusImplementation.Managed, 0)]
    [InlineData(OpusImplementation.Managed, 100)]
    [InlineData(OpusImplementation.Managed, 5_880)]
    public void Conceal_NoSuchDuration_IsRefusedWithTheBounds(OpusImplementation implementation, int samples)
    {
        using var decoder = new OpusDecoder(implementation);

        var message = $"A missing duration is a multiple of 120 samples (2.5 ms) up to 5760, this one has {samples}.";
        Should.Throw<ArgumentException>(() => decoder.Conceal(new float[samples])).Message.ShouldBe(message);
        Should.Throw<ArgumentException>(() => decoder.Conceal(new short[samples])).Message.ShouldBe(message);
        Should.Throw<ArgumentException>(() => decoder.Recover(Voice[100], new float[samples])).Message.ShouldBe(message);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void Conceal_LongestDuration_FillsAllOfIt(OpusImplementation implementation)
    {
        using var decoder = new OpusDecoder(implementation);
        DecodeAll(decoder, Voice.GetRange(100, 20));
        var pcm = new float[OpusPacket.MaxSamples];
        Array.Fill(pcm, 7);

        decoder.Conceal(pcm);

        pcm.ShouldAllBe(sample => Math.Abs(sample) <= 1);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void Encode_ArgumentsOutOfBounds_AreRefused(OpusImplementation implementation)
    {
        using var encoder = new OpusEncoder(new OpusEncoderOptions(), implementation);

        Should.Throw<ArgumentException>(() => encoder.Encode(new float[959], new byte[1_275])).Message.ShouldContain("960");
        Should.Throw<ArgumentException>(() => encoder.Encode(new short[961], new byte[1_275])).Message.ShouldContain("960");
        Should.Throw<ArgumentException>(() => encoder.Encode(new float[960], [])).Message.ShouldContain("1 to 1275 bytes");
        Should.Throw<ArgumentOutOfRangeException>(() => encoder.ExpectedLossPercent = 101);
        Should.Throw<ArgumentOutOfRangeException>(() => encoder.ExpectedLossPercent = -1);
        Should.Throw<ArgumentOutOfRangeException>(() => encoder.BitrateBitsPerSecond = 499);
        Should.Throw<ArgumentOutOfRangeException>(() => encoder.BitrateBitsPerSecond = 300_001);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void Encode_LittleRoom_StaysWithinIt(OpusImplementation implementation)
    {
        using var guarded = new GuardedMemory();
        using var encoder = new OpusEncoder(new OpusEncoderOptions { BitrateBitsPerSecond = 64_000 }, implementation);
        var pcm = Speech.Synthesize(960);

        for (var room = 20; room < 200; room += 20)
        {
            encoder.Encode(pcm, guarded.LastBytes(room)).ShouldBeInRange(1, room);
        }
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void Settings_SetAndRead_AreKept(OpusImplementation implementation)
    {
        using var encoder = new OpusEncoder(new OpusEncoderOptions(), implementation);

        encoder.BitrateBitsPerSecond = 28_000;
        encoder.UseFec = false;
        encoder.ExpectedLossPercent = 20;

        (encoder.BitrateBitsPerSecond, encoder.UseFec, encoder.ExpectedLossPercent, encoder.LookaheadSamples).ShouldBe(
            (28_000, false, 20, 312));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void Dispose_ThenUse_Throws(OpusImplementation implementation)
    {
        var decoder = new OpusDecoder(implementation);
        var encoder = new OpusEncoder(new OpusEncoderOptions(), implementation);
        decoder.Dispose();
        encoder.Dispose();
        decoder.Dispose();
        encoder.Dispose();

        Should.Throw<ObjectDisposedException>(() => decoder.TryDecode(Voice[0], new float[960], out _));
        Should.Throw<ObjectDisposedException>(() => decoder.Conceal(new float[960]));
        Should.Throw<ObjectDisposedException>(decoder.Reset);
        Should.Throw<ObjectDisposedException>(() => encoder.Encode(new float[960], new byte[100]));
        Should.Throw<ObjectDisposedException>(() => encoder.UseFec = true);
    }

    [Theory]
    [InlineData(OpusImplementation.Native, 1, 0)]
    [InlineData(OpusImplementation.Managed, 0, 1)]
    public void Read_LostPacketWithACopyInTheNext_IsRebuiltOrConcealedAndCountedSo(
        OpusImplementation implementation, int recovered, int concealed)
    {
        var pcm = CodecTests.Decode(Voice.GetRange(0, 150));
        var packets = CodecTests.Encode(pcm, new OpusEncoderOptions { UseDtx = false });
        var lost = Enumerable.Range(60, 80).First(
            index => OpusPacket.TryParse(packets[index + 1], out var next, out _) && next.HasFec);
        using var playout = new SpeakerPlayout(new JitterBufferOptions(), implementation);
        var steps = new List<PlayoutStep>();
        var frame = new float[AudioFormat.FrameSamples];

        for (var index = 0; index < packets.Count; index++)
        {
            var now = index * AudioFormat.FrameDuration;
            if (index != lost)
            {
                playout.Insert(index, index * (long)AudioFormat.FrameSamples, packets[index], now);
            }

            steps.Add(playout.Read(frame, now));
        }

        steps.Count(step => step == PlayoutStep.Recover).ShouldBe(recovered);
        steps.Count(step => step == PlayoutStep.Conceal).ShouldBe(concealed);
        (playout.Counters.Recovered, playout.Counters.Lost, playout.Undecodable).ShouldBe((recovered, 1, 0));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void Judge_LiarAndHonestSpeaker_AreToldApart(OpusImplementation implementation)
    {
        using var pool = new OpusDecoderPool(implementation);
        var options = LevelAuditorOptions.For(implementation);
        using var liar = new LevelAuditor(pool, options, new Random(1));
        using var honest = new LevelAuditor(pool, options, new Random(1));
        using var meter = new OpusDecoder();
        var pcm = new float[AudioFormat.FrameSamples];

        foreach (var packet in Voice.GetRange(0, 1_500))
        {
            meter.TryDecode(packet, pcm, out _).ShouldBeTrue();
            liar.Judge(0, packet).IsUndecodable.ShouldBeFalse();
            honest.Judge(AudioLevel.Measure(pcm), packet).IsUndecodable.ShouldBeFalse();
        }

        liar.IsDistrusted.ShouldBeTrue();
        honest.IsDistrusted.ShouldBeFalse();
        honest.Decoded.ShouldBeLessThan(implementation == OpusImplementation.Native ? 250 : 80);
    }

    private static float[] DecodeAll(OpusDecoder decoder, List<byte[]> packets)
    {
        var pcm = new float[packets.Count * AudioFormat.FrameSamples];
        for (var index = 0; index < packets.Count; index++)
        {
            decoder.TryDecode(packets[index], pcm.AsSpan(index * AudioFormat.FrameSamples, AudioFormat.FrameSamples), out _)
                .ShouldBeTrue();
        }

        return pcm;
    }

    private static List<byte[]> EncodeAll(OpusEncoder encoder, float[] pcm)
    {
        var packets = new List<byte[]>();
        var packet = new byte[LivePacketRules.MaxPacketBytes];
        for (var offset = 0; offset < pcm.Length; offset += AudioFormat.FrameSamples)
        {
            packets.Add(packet[..encoder.Encode(pcm.AsSpan(offset, AudioFormat.FrameSamples), packet)]);
        }

        return packets;
    }
}
