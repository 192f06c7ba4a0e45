using AudioRooms.Audio.Pcm;

namespace AudioRooms.Audio.Tests.Pcm;

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
        PcmConvert.ToInt16(pcm, samples);

        AudioLevel.Measure(samples).ShouldBe(AudioLevel.Measure(pcm));
    }
}
