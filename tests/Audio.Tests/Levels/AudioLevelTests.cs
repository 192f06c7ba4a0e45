using AudioRooms.Audio.Levels;
using AudioRooms.Audio.Tests.Pcm;

namespace AudioRooms.Audio.Tests.Levels;

public sealed class AudioLevelTests
{
    [Theory]
    [InlineData(1.0, 3)] // a sine's power is 3 dB below its peak's
    [InlineData(0.5, 9)]
    [InlineData(0.1, 23)]
    [InlineData(0.001, 63)]
    [InlineData(0.000001, 123)]
    [InlineData(0.0000001, 127)]
    [InlineData(0.0, 127)]
    public void Measure_SineOfAnAmplitude_IsItsPowerBelowOverload(double amplitude, int expected) =>
        AudioLevel.Measure(ResamplerTests.Sine(1_000, 48_000, 960, amplitude)).ShouldBe((byte)expected);

    [Fact]
    public void Measure_FullScaleSquareWave_IsZero()
    {
        var pcm = new float[960];
        Array.Fill(pcm, -1f);

        AudioLevel.Measure(pcm).ShouldBe(AudioLevel.Loudest);
        AudioLevel.Measure(new short[] { short.MinValue, short.MinValue }).ShouldBe(AudioLevel.Loudest);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void Measure_NotANumberOrInfinite_NeverThrows(float sample) =>
        AudioLevel.Measure([sample, 0f]).ShouldBeOneOf(AudioLevel.Silence, AudioLevel.Loudest);

    [Fact]
    public void Measure_Nothing_IsSilence() => AudioLevel.Measure(ReadOnlySpan<float>.Empty).ShouldBe(AudioLevel.Silence);

    [Fact]
    public void Measure_ShortAndFloat_Agree()
    {
        var pcm = Speech.Synthesize(960);
        var samples = new short[960];
        AudioRooms.Audio.Pcm.PcmConvert.ToInt16(pcm, samples);

        AudioLevel.Measure(samples).ShouldBe(AudioLevel.Measure(pcm));
    }

    [Fact]
    public void Update_SpeechStartsAndStops_RisesFastAndFallsSlowly()
    {
        var smoother = new LevelSmoother();
        var now = TimeSpan.Zero;

        for (var packet = 0; packet < 6; packet++)
        {
            smoother.Update(20, now += AudioFormat.FrameDuration);
        }

        var afterSixPackets = smoother.Level;
        for (var packet = 0; packet < 5; packet++)
        {
            smoother.Update(127, now += AudioFormat.FrameDuration);
        }

        afterSixPackets.ShouldBeLessThan(32);
        smoother.Level.ShouldBeLessThan(60);
        smoother.Update(127, now + TimeSpan.FromSeconds(5)).ShouldBeGreaterThan(126);
    }

    [Fact]
    public void Update_OneLoudPacketNowAndThen_IsNoRise()
    {
        var smoother = new LevelSmoother();
        var now = TimeSpan.Zero;

        for (var packet = 0; packet < 500; packet++)
        {
            smoother.Update((byte)(packet % 10 == 0 ? 0 : 40), now += AudioFormat.FrameDuration);
        }

        smoother.Level.ShouldBe(40, 0.1);
    }
}
