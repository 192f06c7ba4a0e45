using AudioRooms.Audio.Opus;

namespace AudioRooms.Audio.Tests;

/// <summary>Sound made by arithmetic, the same on every machine: a voice-like buzz with syllables and pauses.</summary>
internal static class Speech
{
    /// <summary>Harmonics of a gliding pitch under a syllable envelope; peak about 0.5.</summary>
    /// <param name="samples">Samples at 48 kHz.</param>
    /// <param name="pitchHz">Frequency of the first harmonic, so that two voices differ.</param>
    public static float[] Synthesize(int samples, double pitchHz = 130)
    {
        var pcm = new float[samples];
        var phase = 0.0;
        for (var index = 0; index < samples; index++)
        {
            var time = index / (double)AudioFormat.SampleRateHz;
            phase += 2 * Math.PI * (pitchHz + (20 * Math.Sin(2 * Math.PI * 0.7 * time))) / AudioFormat.SampleRateHz;
            var voice = 0.0;
            for (var harmonic = 1; harmonic <= 12; harmonic++)
            {
                voice += Math.Sin(harmonic * phase) / harmonic;
            }

            var syllable = Math.Max(0, Math.Sin(2 * Math.PI * 3 * time));
            pcm[index] = (float)(0.25 * voice * syllable);
        }

        return pcm;
    }

    /// <summary>Encodes synthesized speech, one packet per frame; 150 frames are three seconds.</summary>
    public static List<byte[]> Encode(OpusEncoderOptions options, int frames = 150)
    {
        var pcm = Synthesize(frames * AudioFormat.FrameSamples);
        using var encoder = new OpusEncoder(options);
        var packets = new List<byte[]>(frames);
        var packet = new byte[LivePacketRules.MaxPacketBytes];
        for (var frame = 0; frame < frames; frame++)
        {
            var length = encoder.Encode(pcm.AsSpan(frame * AudioFormat.FrameSamples, AudioFormat.FrameSamples), packet);
            packets.Add(packet[..length]);
        }

        return packets;
    }
}
