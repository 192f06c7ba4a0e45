using AudioRooms.Audio.Pcm;

namespace AudioRooms.Audio.Tests.Pcm;

public sealed class ResamplerTests
{
    [Theory]
    [InlineData(8_000, 1_000)]
    [InlineData(11_025, 1_000)]
    [InlineData(16_000, 3_000)]
    [InlineData(22_050, 3_000)]
    [InlineData(44_100, 3_000)]
    [InlineData(47_999, 3_000)]
    [InlineData(96_000, 3_000)]
    [InlineData(192_000, 3_000)]
    public void Resample_SineTo48k_IsTheSineAt48k(int sourceRateHz, double frequencyHz)
    {
        var source = Sine(frequencyHz, sourceRateHz, sourceRateHz);

        var target = Resampler.Resample(source, sourceRateHz, 48_000);

        target.Length.ShouldBe(48_000);
        var expected = Sine(frequencyHz, 48_000, 48_000);
        Similarity.SignalToNoise(expected.AsSpan(2_000, 44_000), target.AsSpan(2_000, 44_000)).ShouldBeGreaterThan(60);
    }

    [Theory]
    [InlineData(96_000, 30_000)]
    [InlineData(192_000, 50_000)]
    public void Resample_AboveTheNewNyquistFrequency_IsRemoved(int sourceRateHz, double frequencyHz)
    {
        var target = Resampler.Resample(Sine(frequencyHz, sourceRateHz, sourceRateHz), sourceRateHz, 48_000);

        target.AsSpan(2_000, 44_000).ToArray().Max(Math.Abs).ShouldBeLessThan(0.001f);
    }

    [Fact]
    public void Resample_Constant_StaysConstant()
    {
        var source = new float[1_600];
        Array.Fill(source, 0.5f);

        var target = Resampler.Resample(source, 16_000, 48_000);

        target.AsSpan(200, 4_000).ToArray().ShouldAllBe(sample => Math.Abs(sample - 0.5f) < 1e-4f);
    }

    [Fact]
    public void Resample_SameRateOrNothing_IsACopy()
    {
        Resampler.Resample([1f, 2f], 48_000, 48_000).ShouldBe([1f, 2f]);
        Resampler.Resample([], 16_000, 48_000).ShouldBeEmpty();
    }

    internal static float[] Sine(double frequencyHz, int sampleRateHz, int samples, double amplitude = 1)
    {
        var pcm = new float[samples];
        for (var index = 0; index < samples; index++)
        {
            pcm[index] = (float)(amplitude * Math.Sin(2 * Math.PI * frequencyHz * index / sampleRateHz));
        }

        return pcm;
    }
}
