using AudioRooms.Audio.Opus;

namespace AudioRooms.Audio.Tests.Mixing;

/// <summary>Tones in and out of packets, and how loud one frequency is.</summary>
internal static class Tones
{
    public static float[] Make(double hertz, int frames, double amplitude = 0.3)
    {
        var pcm = new float[frames * AudioFormat.FrameSamples];
        for (var index = 0; index < pcm.Length; index++)
        {
            pcm[index] = (float)(amplitude * Math.Sin(2 * Math.PI * hertz * index / AudioFormat.SampleRateHz));
        }

        return pcm;
    }

    /// <summary>Packets of a steady tone, without DTX and FEC.</summary>
    public static List<byte[]> Packets(double hertz, int frames, double amplitude = 0.3) => CodecTests.Encode(
        Make(hertz, frames, amplitude),
        new OpusEncoderOptions { BitrateBitsPerSecond = 64_000, UseDtx = false, UseFec = false, ExpectedLossPercent = 0 });

    /// <summary>Amplitude at one frequency (Goertzel): 0.3 for a sine of 0.3.</summary>
    public static double AmplitudeAt(ReadOnlySpan<float> pcm, double hertz)
    {
        var step = 2 * Math.Cos(2 * Math.PI * hertz / AudioFormat.SampleRateHz);
        double before = 0, last = 0;
        foreach (var sample in pcm)
        {
            (before, last) = (last, sample + (step * last) - before);
        }

        return 2 * Math.Sqrt((last * last) + (before * before) - (step * last * before)) / pcm.Length;
    }
}
