using System.Diagnostics;
using AudioRooms.Audio;
using AudioRooms.Audio.Ogg;
using AudioRooms.Audio.Opus;

namespace AudioRooms.Benchmarks.Codec;

/// <summary>One line of the result.</summary>
internal sealed record CodecRow(string Name, double BestMicros, double MedianMicros, double BytesPerFrame);

/// <summary>
/// Encodes and decodes recorded speech frame by frame. A round's figure is its mean, because a frame's cost depends on its
/// content. The best round shows the undisturbed machine, the median a busy one.
/// </summary>
internal sealed class CodecBenchmark
{
    private readonly List<byte[]> recorded = [];
    private readonly float[] speech;
    private readonly byte[] packet = new byte[LivePacketRules.MaxPacketBytes];
    private readonly float[] pcm = new float[AudioFormat.FrameSamples];

    public CodecBenchmark(string path)
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

        using var decoder = new OpusDecoder(OpusImplementation.Native);
        speech = new float[recorded.Count * AudioFormat.FrameSamples];
        for (var frame = 0; frame < recorded.Count; frame++)
        {
            decoder.TryDecode(recorded[frame], FrameOf(frame), out _);
        }
    }

    public int FrameCount => recorded.Count;

    /// <summary>Runs the work with one codec.</summary>
    public IEnumerable<CodecRow> Run(OpusImplementation implementation, int rounds)
    {
        foreach (var complexity in (int[])[5, 10])
        {
            yield return Encode(
                $"encode, 32 kb/s, complexity {complexity}, no FEC, no DTX", implementation, complexity, 32_000, live: false,
                rounds);
        }

        foreach (var complexity in (int[])[5, 10])
        {
            yield return Encode(
                $"encode, 24 kb/s, complexity {complexity}, FEC 10 %, DTX (a live speaker)", implementation, complexity, 24_000,
                live: true, rounds);
        }

        using var decoder = new OpusDecoder(implementation);
        yield return Measure("decode, 24 kb/s", rounds, frame => decoder.TryDecode(recorded[frame], pcm, out _));
        yield return Measure("conceal", rounds, _ => decoder.Conceal(pcm));
    }

    private CodecRow Encode(string name, OpusImplementation implementation, int complexity, int bitrate, bool live, int rounds)
    {
        using var encoder = new OpusEncoder(
            new OpusEncoderOptions
            {
                BitrateBitsPerSecond = bitrate, Complexity = complexity, UseFec = live, ExpectedLossPercent = live ? 10 : 0,
                UseDtx = live,
            },
            implementation);
        return Measure(name, rounds, frame => encoder.Encode(FrameOf(frame), packet));
    }

    private CodecRow Measure(string name, int rounds, Action<int> codeFrame)
    {
        Round(codeFrame);
        var micros = new double[rounds];
        var allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            Round(codeFrame);
            micros[round] = Stopwatch.GetElapsedTime(start).TotalMicroseconds / FrameCount;
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - allocatedBefore;
        Array.Sort(micros);
        return new CodecRow(name, micros[0], micros[rounds / 2], (double)allocated / ((long)rounds * FrameCount));
    }

    private void Round(Action<int> codeFrame)
    {
        for (var frame = 0; frame < FrameCount; frame++)
        {
            codeFrame(frame);
        }
    }

    private Span<float> FrameOf(int frame) => speech.AsSpan(frame * AudioFormat.FrameSamples, AudioFormat.FrameSamples);
}
