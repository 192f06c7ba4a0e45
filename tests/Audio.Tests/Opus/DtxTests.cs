using AudioRooms.Audio.Opus;
using AudioRooms.Audio.Pcm;
using AudioRooms.Testing;

namespace AudioRooms.Audio.Tests.Opus;

/// <summary>DTX applies to silence only: sound at <see cref="OpusEncoder.LoudestGapLevel"/> or louder is always sent.</summary>
public sealed class DtxTests
{
    private const int Seconds = 6;

    public static TheoryData<OpusImplementation, int> EveryEncoder
    {
        get
        {
            var data = new TheoryData<OpusImplementation, int>();
            foreach (var implementation in Enum.GetValues<OpusImplementation>())
            {
                foreach (var complexity in (int[])[0, 5, 7, 10])
                {
                    data.Add(implementation, complexity);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(EveryEncoder))]
    public void Encode_SteadyTone_EveryPacketIsSent(OpusImplementation implementation, int complexity)
    {
        var pcm = Tones(amplitude: 0.25, 440);

        Gaps(pcm, implementation, complexity).ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(EveryEncoder))]
    public void Encode_ToneOfMinus50DbFs_EveryPacketIsSent(OpusImplementation implementation, int complexity)
    {
        var pcm = Tones(amplitude: Math.Pow(10, -50 / 20.0), 440);

        Gaps(pcm, implementation, complexity).ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(EveryEncoder))]
    public void Encode_Chord_EveryPacketIsSent(OpusImplementation implementation, int complexity)
    {
        var pcm = Tones(amplitude: 0.1, 220, 277.18, 329.63);

        Gaps(pcm, implementation, complexity).ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(EveryEncoder))]
    public void Encode_SteadyNoise_EveryPacketIsSent(OpusImplementation implementation, int complexity)
    {
        var random = new Random(7);
        var pcm = new float[Seconds * AudioFormat.SampleRateHz];
        for (var index = 0; index < pcm.Length; index++)
        {
            pcm[index] = (float)(0.05 * ((2 * random.NextDouble()) - 1));
        }

        Gaps(pcm, implementation, complexity).ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(EveryEncoder))]
    public void Encode_RecordedSpeech_NoGapIsLouderThanTheLevelForGaps(OpusImplementation implementation, int complexity)
    {
        var pcm = CodecTests.Decode(Fixtures.ReadPackets(Fixtures.PathOf("speech/voice-1.opus")).GetRange(0, 500));

        var loudest = AudioLevel.Silence;
        Encode(pcm, implementation, complexity, (frame, isGap) =>
        {
            var level = AudioLevel.Measure(frame);
            loudest = isGap && level < loudest ? level : loudest;
        });

        loudest.ShouldBeGreaterThan(OpusEncoder.LoudestGapLevel);
    }

    [Theory]
    [MemberData(nameof(EveryEncoder))]
    public void Encode_ToneThatEnds_IsSentToItsEndAndThenPauses(OpusImplementation implementation, int complexity)
    {
        var pcm = Tones(amplitude: 0.25, 440);
        pcm.AsSpan(pcm.Length / 2).Clear();
        var gaps = new List<bool>();

        Encode(pcm, implementation, complexity, (_, isGap) => gaps.Add(isGap));

        var half = gaps.Count / 2;
        gaps.Take(half + 1).ShouldAllBe(isGap => !isGap, "the frame after the tone still carries the end of it");
        gaps.Skip(half + 25).Count(isGap => isGap).ShouldBeGreaterThan((half - 25) * 8 / 10);
    }

    [Fact]
    public void Encode_Music_EvenSilenceIsSent()
    {
        var packets = CodecTests.Encode(new float[100 * AudioFormat.FrameSamples], OpusEncoderOptions.Music);

        packets.ShouldAllBe(packet => packet.Length > 2);
    }

    [Fact]
    public void Encode_Music_IsTransformCodedAndClose()
    {
        var original = Tones(amplitude: 0.1, 220, 277.18, 329.63);

        var packets = CodecTests.Encode(original, OpusEncoderOptions.Music);

        // The encoder decides the first frames before it knows the signal.
        packets.Skip(10).ShouldAllBe(packet => new OpusToc(packet[0]).Mode == OpusCodingMode.Celt);
        packets.ShouldAllBe(packet => LivePacketRules.Check(packet) == LivePacketRefusal.None);
        var heard = CodecTests.Decode(packets).AsSpan(AudioFormat.SampleRateHz);
        foreach (var frequency in (double[])[220, 277.18, 329.63])
        {
            Goertzel.AmplitudeAt(heard, frequency).ShouldBe(0.1, 0.01);
        }
    }

    private static int Gaps(float[] pcm, OpusImplementation implementation, int complexity)
    {
        var gaps = 0;
        Encode(pcm, implementation, complexity, (_, isGap) => gaps += isGap ? 1 : 0);
        return gaps;
    }

    private static void Encode(float[] pcm, OpusImplementation implementation, int complexity, Action<float[], bool> onFrame)
    {
        using var encoder = new OpusEncoder(new OpusEncoderOptions { Complexity = complexity }, implementation);
        var packet = new byte[LivePacketRules.MaxPacketBytes];
        for (var at = 0; at + AudioFormat.FrameSamples <= pcm.Length; at += AudioFormat.FrameSamples)
        {
            var frame = pcm[at..(at + AudioFormat.FrameSamples)];
            var bytes = encoder.Encode(frame, packet);
            onFrame(frame, bytes <= 2);
        }
    }

    private static float[] Tones(double amplitude, params double[] frequencies)
    {
        var pcm = new float[Seconds * AudioFormat.SampleRateHz];
        for (var index = 0; index < pcm.Length; index++)
        {
            foreach (var frequency in frequencies)
            {
                pcm[index] += (float)(amplitude * Math.Sin(2 * Math.PI * frequency * index / AudioFormat.SampleRateHz));
            }
        }

        return pcm;
    }
}
