using System.Diagnostics;
using AudioRooms.Audio;
using AudioRooms.Audio.Mixing;
using AudioRooms.Audio.Ogg;
using AudioRooms.Audio.Opus;

namespace AudioRooms.Benchmarks.Codec;

/// <summary>
/// Measures the cost of a room's mix per frame of 20 ms: jitter buffers, decoders, sum, limiter and one encoder, and one more
/// subtraction and encoder for each speaker who hears the others. Each speaker says another part of recorded speech.
/// </summary>
internal sealed class MixBenchmark
{
    private const int Frames = 500;

    private readonly List<byte[]> recorded = [];
    private readonly byte[] packet = new byte[LivePacketRules.MaxPacketBytes];

    public MixBenchmark(string path)
    {
        if (!OggOpusReader.TryOpen(File.OpenRead(path), out var reader, out var error))
        {
            throw new InvalidDataException($"{path}: {error}");
        }

        using (reader)
        {
            while (reader!.TryReadPacket(out var data))
            {
                recorded.Add(data.ToArray());
            }
        }
    }

    public IEnumerable<CodecRow> Run(int rounds)
    {
        foreach (var complexity in (int[])[0, 3, 5, 8, 10])
        {
            yield return Measure($"2 talk, one mix, complexity {complexity}", speakers: 2, minus: 0, complexity, rounds);
        }

        foreach (var speakers in (int[])[0, 1, 3, 10])
        {
            yield return Measure($"{speakers} talk, one mix, complexity 5", speakers, minus: 0, complexity: 5, rounds);
        }

        yield return Measure(
            "3 talk, one mix and 3 without somebody, complexity 5", speakers: 3, minus: 3, complexity: 5, rounds);
    }

    private CodecRow Measure(string name, int speakers, int minus, int complexity, int rounds)
    {
        using var mixer = new RoomMixer(new RoomMixerOptions());
        var options = MixEncoder.DefaultOptions;
        options.Complexity = complexity;
        MixEncoder[] encoders = [.. Enumerable.Range(0, 1 + minus).Select(_ => new MixEncoder(options))];
        var frame = 0;
        Round();
        var micros = new double[rounds];
        var allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            Round();
            micros[round] = Stopwatch.GetElapsedTime(start).TotalMicroseconds / Frames;
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - allocatedBefore;
        foreach (var encoder in encoders)
        {
            encoder.Dispose();
        }

        Array.Sort(micros);
        return new CodecRow(name, micros[0], micros[rounds / 2], (double)allocated / ((long)rounds * Frames));

        void Round()
        {
            for (var end = frame + Frames; frame < end; frame++)
            {
                var now = frame * AudioFormat.FrameDuration;
                for (var speaker = 0; speaker < speakers; speaker++)
                {
                    var spoken = recorded[(frame + (speaker * 137)) % recorded.Count];
                    mixer.Push((uint)speaker + 1, frame, unchecked((uint)(frame * AudioFormat.FrameSamples)), spoken, now);
                }

                mixer.Mix(now);
                for (var output = 0; output < encoders.Length; output++)
                {
                    encoders[output].Encode(mixer, output == 0 ? null : (uint)output, packet, out _);
                }
            }
        }
    }
}
