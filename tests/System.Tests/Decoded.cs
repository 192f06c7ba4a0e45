using AudioRooms.Audio;
using AudioRooms.Audio.Ogg;
using AudioRooms.Audio.Opus;

namespace AudioRooms.System.Tests;

/// <summary>Decodes sound, to compare what was heard with what was said.</summary>
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

    /// <summary>The packets of a file with sound, without the frames that fill its pauses.</summary>
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

    /// <summary>Correlation of two sounds of the same length: 1 for equal ones, 0 for unrelated ones.</summary>
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
