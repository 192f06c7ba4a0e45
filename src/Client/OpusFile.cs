using AudioRooms.Audio;
using AudioRooms.Audio.Ogg;
using AudioRooms.Audio.Opus;

namespace AudioRooms.Client;

/// <summary>
/// All packets of an Ogg Opus file, link after link, with what was lost between them. Memory is that of the file.
/// </summary>
internal sealed class OpusFile
{
    private readonly List<Packet> packets = [];
    private readonly List<OggOpusHeader> headers = [];
    private IReadOnlyList<long> endTrims = [];

    private OpusFile()
    {
    }

    /// <summary>In order; each with the link that it is of, and the samples at 48 kHz that are missing before it.</summary>
    public IReadOnlyList<Packet> Packets => packets;

    /// <summary>One per link.</summary>
    public IReadOnlyList<OggOpusHeader> Headers => headers;

    /// <summary>What ended the file; None if it was complete.</summary>
    public OggError Error { get; private init; }

    /// <summary>The first fault inside that was passed over.</summary>
    public OggError Damage { get; private init; }

    /// <summary>Time that was lost inside.</summary>
    public TimeSpan Lost { get; private init; }

    /// <summary>Samples of the mono sound, pre-skips and ends cut off.</summary>
    public long PlayableSamples => Enumerable.Range(0, headers.Count).Sum(link => PlayableOf(link));

    /// <summary>Reads a file to its end.</summary>
    /// <param name="stream">Read forward, left open.</param>
    /// <param name="error">Why it cannot be read at all, if null is returned.</param>
    public static OpusFile? Read(Stream stream, out OggError error)
    {
        if (!OggOpusReader.TryOpen(stream, out var reader, out error, leaveOpen: true))
        {
            return null;
        }

        using (reader)
        {
            var packets = new List<Packet>();
            var headers = new List<OggOpusHeader>();
            while (reader!.TryReadPacket(out var data))
            {
                // A link without a packet has a header all the same.
                while (headers.Count <= reader.Link)
                {
                    headers.Add(reader.Header);
                }

                packets.Add(new Packet(data.ToArray(), reader.Link, reader.LostSamplesBefore));
            }

            var file = new OpusFile
            {
                Error = reader.Error,
                Damage = reader.Damage,
                Lost = reader.LostSamples / (double)AudioFormat.SampleRateHz * TimeSpan.FromSeconds(1),
                endTrims = [.. reader.EndTrims],
            };
            file.packets.AddRange(packets);
            file.headers.AddRange(headers);
            return file;
        }
    }

    /// <summary>The sound in frames of 20 ms, decoded while it is asked for: mono, with the header's gain, silence where
    /// something was lost.</summary>
    /// <returns>Always the same array; the last frame ends with silence.</returns>
    public IEnumerable<float[]> MonoFrames()
    {
        var frame = new float[AudioFormat.FrameSamples];
        var filled = 0;
        foreach (var part in Parts())
        {
            for (var at = 0; at < part.Count;)
            {
                var count = Math.Min(frame.Length - filled, part.Count - at);
                part.Slice(at, count).CopyTo(frame, filled);
                at += count;
                filled += count;
                if (filled == frame.Length)
                {
                    filled = 0;
                    yield return frame;
                }
            }
        }

        if (filled > 0)
        {
            Array.Clear(frame, filled, frame.Length - filled);
            yield return frame;
        }
    }

    private IEnumerable<ArraySegment<float>> Parts()
    {
        var pcm = new float[OpusPacket.MaxSamples];
        OggMonoDecoder? decoder = null;
        try
        {
            var link = -1;
            long skip = 0;
            long rest = 0;
            foreach (var packet in packets)
            {
                if (packet.Link != link)
                {
                    link = packet.Link;
                    decoder?.Dispose();
                    decoder = new OggMonoDecoder(headers[link]);
                    skip = headers[link].PreSkipSamples;
                    rest = PlayableOf(link);
                }

                for (var lost = packet.LostBefore; lost > 0;)
                {
                    var count = (int)Math.Min(lost, pcm.Length);
                    Array.Clear(pcm, 0, count);
                    lost -= count;
                    yield return Cut(pcm, count, ref skip, ref rest);
                }

                yield return Cut(pcm, decoder!.Decode(packet.Data, pcm), ref skip, ref rest);
            }
        }
        finally
        {
            decoder?.Dispose();
        }
    }

    private static ArraySegment<float> Cut(float[] pcm, int samples, ref long skip, ref long rest)
    {
        var from = (int)Math.Min(skip, samples);
        var count = (int)Math.Min(samples - from, rest);
        skip -= from;
        rest -= count;
        return new ArraySegment<float>(pcm, from, count);
    }

    private long PlayableOf(int link)
    {
        var all = packets.Where(packet => packet.Link == link)
            .Sum(packet => packet.LostBefore + SamplesOf(packet.Data));
        var trim = link < endTrims.Count ? endTrims[link] : 0;
        return Math.Max(0, all - headers[link].PreSkipSamples - trim);
    }

    private static long SamplesOf(byte[] packet) => OggMonoDecoder.DurationOf(packet);

    /// <summary>One packet.</summary>
    /// <param name="Data">As the file has it.</param>
    /// <param name="Link">Index into <see cref="Headers"/>.</param>
    /// <param name="LostBefore">Samples at 48 kHz that are missing directly before it.</param>
    public readonly record struct Packet(byte[] Data, int Link, long LostBefore);
}
