using AudioRooms.Audio.Opus;
using AudioRooms.Audio.Playout;

namespace AudioRooms.Audio.Tests.Playout;

public sealed class SpeakerPlayoutTests
{
    private static readonly List<byte[]> Voice = Fixtures.ReadPackets(Fixtures.PathOf("speech/voice-1.opus")).GetRange(0, 600);

    [Fact]
    public void Read_PerfectNetwork_IsTheDecodeOfThePacketsSent()
    {
        using var playout = new SpeakerPlayout();

        var heard = Listen(playout, new SimulatedNetwork(1));

        var sent = CodecTests.Decode(Voice);
        heard = heard[..Math.Min(heard.Length, sent.Length)];
        heard.ShouldBe(sent[..heard.Length]);
        playout.Counters.Lost.ShouldBe(0);
        playout.Counters.Held.ShouldBeLessThanOrEqualTo(6, "only after the last packet");
    }

    [Fact]
    public void Read_FivePercentLoss_FecMakesItClearlyBetterThanConcealmentAlone()
    {
        var withFec = CodecTests.Encode(CodecTests.Decode(Voice), new OpusEncoderOptions());
        var withoutFec = CodecTests.Encode(CodecTests.Decode(Voice), new OpusEncoderOptions { UseFec = false });
        using var recovering = new SpeakerPlayout();
        using var concealing = new SpeakerPlayout();

        var recovered = Listen(recovering, new SimulatedNetwork(2) { Loss = 0.05 }, withFec);
        var concealed = Listen(concealing, new SimulatedNetwork(2) { Loss = 0.05 }, withoutFec);

        recovering.Counters.Recovered.ShouldBeGreaterThan(recovering.Counters.Lost / 2);
        concealing.Counters.Recovered.ShouldBe(0);
        var recoveredDb = Similarity.SignalToNoise(CodecTests.Decode(withFec), recovered);
        var concealedDb = Similarity.SignalToNoise(CodecTests.Decode(withoutFec), concealed);
        (recoveredDb - concealedDb).ShouldBeGreaterThan(2, $"{recoveredDb:F1} dB with FEC, {concealedDb:F1} dB without");
    }

    [Fact]
    public void Recover_TenPercentLost_IsCloserToWhatWasSaidThanConcealment()
    {
        var packets = CodecTests.Encode(CodecTests.Decode(Voice), new OpusEncoderOptions());
        var sent = CodecTests.Decode(packets);
        var random = new Random(5);
        using var recovering = new OpusDecoder();
        using var concealing = new OpusDecoder();
        var recovered = new float[AudioFormat.FrameSamples];
        var concealed = new float[AudioFormat.FrameSamples];
        double powerLost = 0, powerRecovered = 0, powerConcealed = 0;
        for (var index = 0; index < packets.Count; index++)
        {
            OpusPacket.TryParse(packets[Math.Min(index + 1, packets.Count - 1)], out var next, out _).ShouldBeTrue();
            if (random.NextDouble() >= 0.1 || index + 1 >= packets.Count || !next.HasFec)
            {
                recovering.TryDecode(packets[index], recovered, out _).ShouldBeTrue();
                concealing.TryDecode(packets[index], concealed, out _).ShouldBeTrue();
                continue;
            }

            recovering.Recover(packets[index + 1], recovered);
            concealing.Conceal(concealed);
            for (var sample = 0; sample < AudioFormat.FrameSamples; sample++)
            {
                var original = sent[(index * AudioFormat.FrameSamples) + sample];
                powerLost += original * original;
                powerRecovered += (original - recovered[sample]) * (original - recovered[sample]);
                powerConcealed += (original - concealed[sample]) * (original - concealed[sample]);
            }
        }

        var recoveredDb = 10 * Math.Log10(powerLost / powerRecovered);
        var concealedDb = 10 * Math.Log10(powerLost / powerConcealed);
        (recoveredDb - concealedDb).ShouldBeGreaterThan(
            3, $"lost frames alone: {recoveredDb:F1} dB by FEC, {concealedDb:F1} dB by concealment");
    }

    [Fact]
    public void Read_SpeakerPausesWithoutSending_NothingCountsAsLost()
    {
        using var playout = new SpeakerPlayout();
        var pcm = new float[AudioFormat.FrameSamples];
        var sequence = 0L;
        for (var frame = 0; frame < 600; frame++)
        {
            // Half a second of speech, half a second without packets: the media clock goes on, the sequence does not.
            var now = frame * AudioFormat.FrameDuration;
            if (frame / 25 % 2 == 0)
            {
                playout.Insert(sequence, frame * 960L, Voice[frame], now);
                sequence++;
            }

            playout.Read(pcm, now);
        }

        playout.Counters.Lost.ShouldBe(0);
        playout.Counters.Played.ShouldBeGreaterThan(290);
    }

    [Fact]
    public void Read_PacketsThatTheCodecRefuses_AreConcealedAndNeverThrow()
    {
        using var playout = new SpeakerPlayout();
        var random = new Random(3);
        var pcm = new float[AudioFormat.FrameSamples];
        var packet = new byte[60];

        for (var sequence = 0; sequence < 2_000; sequence++)
        {
            random.NextBytes(packet);
            packet[0] = (byte)((random.Next(2) == 0 ? 9 : 31) << 3);
            playout.Insert(sequence, sequence * 960L, packet, sequence * AudioFormat.FrameDuration);
            playout.Read(pcm, sequence * AudioFormat.FrameDuration);

            pcm.Any(sample => !float.IsFinite(sample)).ShouldBeFalse();
        }

        playout.Counters.Played.ShouldBeGreaterThan(1_900);
    }

    [Fact]
    public void Read_SpeakerGone_IsExactSilenceAfterTheTailOfConcealment()
    {
        using var playout = new SpeakerPlayout();
        Listen(playout, new SimulatedNetwork(4));
        var pcm = new float[AudioFormat.FrameSamples];
        var now = TimeSpan.FromMinutes(5);

        for (var frame = 0; frame < 60; frame++)
        {
            playout.Read(pcm, now += AudioFormat.FrameDuration);
        }

        playout.Read(pcm, now + AudioFormat.FrameDuration).ShouldBe(PlayoutStep.Idle);
        pcm.ShouldAllBe(sample => sample == 0);
    }

    [Fact]
    public void Read_WrongLength_IsRefusedWithTheBound()
    {
        using var playout = new SpeakerPlayout();

        Should.Throw<ArgumentException>(() => playout.Read(new float[480], TimeSpan.Zero)).Message.ShouldContain("960");
    }

    /// <summary>Plays the voice through the network; the result begins with the first decoded frame.</summary>
    private static float[] Listen(SpeakerPlayout playout, SimulatedNetwork network, List<byte[]>? packets = null)
    {
        packets ??= Voice;
        var heard = new List<float>();
        var pcm = new float[AudioFormat.FrameSamples];
        for (var round = 0; round < packets.Count + 20; round++)
        {
            var now = round * AudioFormat.FrameDuration;
            if (round < packets.Count)
            {
                network.Send(round, round * 960L, packets[round], now);
            }

            while (network.TryReceive(now, out var arrival))
            {
                playout.Insert(arrival.Sequence, arrival.Timestamp, arrival.Packet, arrival.At);
            }

            if (playout.Read(pcm, now) != PlayoutStep.Idle || heard.Count > 0)
            {
                heard.AddRange(pcm);
            }
        }

        return [.. heard];
    }
}
