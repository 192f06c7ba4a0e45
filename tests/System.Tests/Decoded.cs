using AudioRooms.Audio;
using AudioRooms.Audio.Ogg;
using AudioRooms.Audio.Opus;

namespace AudioRooms.System.Tests;

/// <summary>Sound as the ear gets it, for comparing what was heard with what was said.</summary>
internal static class Decoded
{
    /// <summary>Decodes packets one after the other.</summary>
    public static float[] Packets(IEnumerable<ReadOnlyMemory<byte>> packets)
    {
        using var decoder = new OpusDecoder();
        var pcm = new List<float>();
        var frame = new float[OpusPacket.MaxSamples];
        foreach (var packet in packets)
        {
            decoder.TryDecode(packet.Span, frame, out var samples).ShouldBeTrue();
            samples.ShouldBe(AudioFormat.FrameSamples);
            pcm.AddRange(frame.AsSpan(0, samples));
        }

        return [.. pcm];
    }

    /// <summary>The packets of a file that hold sound; the frames that fill its pauses are left out.</summary>
    public static List<ReadOnlyMemory<byte>> SoundOf(string path)
    {
        using var stream = File.OpenRead(path);
        OggOpusReader.TryOpen(stream, out var reader, out var error).ShouldBeTrue($"{error}");
        using (reader)
        {
            var packets = new List<ReadOnlyMemory<byte>>();
            while (reader!.TryReadPacket(out var packet))
            {
                if (packet.Length > 2)
                {
                    packets.Add(packet.ToArray());
                }
            }

            reader.Error.ShouldBe(OggError.None);
            return packets;
        }
    }

    /// <summary>How alike two sounds of the same length are: 1 is the same, 0 has nothing in common.</summary>
    public static double Correlation(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        one.Length.ShouldBe(other.Length);
        double product = 0, ownOne = 0, ownOther = 0;
        for (var i = 0; i < one.Length; i++)
        {
            product += (double)one[i] * other[i];
            ownOne += (double)one[i] * one[i];
            ownOther += (double)other[i] * other[i];
        }

        return product / Math.Sqrt(ownOne * ownOther);
    }
}
