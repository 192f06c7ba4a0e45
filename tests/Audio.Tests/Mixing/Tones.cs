using AudioRooms.Audio.Opus;

namespace AudioRooms.Audio.Tests.Mixing;

/// <summary>Tones, as samples and as packets.</summary>
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
}
