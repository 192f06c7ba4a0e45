using AudioRooms.Audio.Mixing;
using AudioRooms.Audio.Tests.Pcm;

namespace AudioRooms.Audio.Tests.Mixing;

public sealed class MixBusTests
{
    private readonly MixBus bus = new();
    private readonly float[] output = new float[AudioFormat.FrameSamples];

    [Fact]
    public void WriteMix_QuietVoices_IsTheirExactSum()
    {
        var anna = Speech.Synthesize(960, 220);
        var ben = Speech.Synthesize(960, 110);
        bus.Add(anna);
        bus.Add(ben);

        bus.WriteMix(new PeakLimiter(), output);

        output.ShouldBe(anna.Zip(ben, (a, b) => a + b));
        bus.VoiceCount.ShouldBe(2);
    }

    [Fact]
    public void WriteMixMinus_OneVoiceOnly_HearsExactSilence()
    {
        var own = Speech.Synthesize(960);
        bus.Add(own);

        bus.WriteMixMinus(own, new PeakLimiter(), output);

        output.ShouldAllBe(sample => sample == 0);
    }

    [Fact]
    public void WriteMixMinus_TwoVoices_HearsTheOther()
    {
        var own = Speech.Synthesize(960, 110);
        var other = Speech.Synthesize(960, 220);
        bus.Add(own);
        bus.Add(other);

        bus.WriteMixMinus(own, new PeakLimiter(), output);

        Similarity.SignalToNoise(other, output).ShouldBeGreaterThan(100);
    }

    [Fact]
    public void Clear_NextFrame_BeginsWithSilence()
    {
        bus.Add(Speech.Synthesize(960));
        bus.Clear();

        bus.WriteMix(new PeakLimiter(), output);

        output.ShouldAllBe(sample => sample == 0);
        bus.VoiceCount.ShouldBe(0);
    }

    [Fact]
    public void Add_WrongLength_IsRefusedWithTheBound() =>
        Should.Throw<ArgumentException>(() => bus.Add(new float[480])).Message.ShouldContain("960");

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(100)]
    public void WriteMix_ManyLoudVoices_NeverPassesTheCeilingAndKeepsTheShape(int voices)
    {
        var voice = ResamplerTests.Sine(200, 48_000, 960, amplitude: 0.9);
        var limiter = new PeakLimiter();
        for (var frame = 0; frame < 50; frame++)
        {
            bus.Clear();
            for (var index = 0; index < voices; index++)
            {
                bus.Add(voice);
            }

            bus.WriteMix(limiter, output);

            output.Max(Math.Abs).ShouldBeLessThanOrEqualTo(PeakLimiter.Ceiling);
        }

        // Clipping at the ceiling would give a square wave, whose correlation with the sine is 0.90.
        Similarity.Correlate(voice, output).ShouldBeGreaterThan(0.995);
    }

    [Fact]
    public void Apply_AfterAPeak_GainComesBackBySteadyDecibels()
    {
        var limiter = new PeakLimiter();
        limiter.Apply([9.5f]);
        limiter.Gain.ShouldBe(0.1f, 0.0001f);

        // One time constant is a factor of e; a factor of 10 takes ln 10 of them, 230 ms.
        limiter.Apply(new float[4_800]);
        limiter.Gain.ShouldBe(0.1f * MathF.E, 0.001f);

        limiter.Apply(new float[6_400]);
        limiter.Gain.ShouldBe(1);
    }

    [Fact]
    public void Apply_KnownSamples_GivesTheGoldenOnes()
    {
        var limiter = new PeakLimiter();
        float[] pcm = [0.5f, -0.95f, 1.9f, 1f, -3.8f, 0.4f, float.NaN, float.PositiveInfinity, 0.4f];

        limiter.Apply(pcm);

        // Envelope: 0.5, 0.95, 1.9, 1.9 × r, 3.8, 3.8 × r, ... with r = exp(-1 / 4800).
        float[] golden = [0.5f, -0.95f, 0.95f, 0.500104f, -0.95f, 0.1000208f, 0, 0, 0.1000834f];
        for (var index = 0; index < pcm.Length; index++)
        {
            pcm[index].ShouldBe(golden[index], 0.00001f, $"sample {index}");
        }
    }

    [Fact]
    public void OneFrameOfFiveVoices_AllocatesNothing()
    {
        var voice = Speech.Synthesize(960);
        var limiter = new PeakLimiter();
        MixFrame();
        var before = GC.GetAllocatedBytesForCurrentThread();

        MixFrame();

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);

        void MixFrame()
        {
            bus.Clear();
            for (var index = 0; index < 5; index++)
            {
                bus.Add(voice);
            }

            bus.WriteMix(limiter, output);
            bus.WriteMixMinus(voice, limiter, output);
        }
    }
}
