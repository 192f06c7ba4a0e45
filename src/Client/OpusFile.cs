using AudioRooms.Audio;
using AudioRooms.Audio.Ogg;
using AudioRooms.Audio.Opus;

namespace AudioRooms.Client;

/// <summary>All packets of an Ogg Opus file, link after link, with the gaps between them. The packets are kept in
/// memory.</summary>
internal sealed class OpusFile
{
    private readonly List<Packet> packets = [];
    private readonly List<OggOpusHeader> headers = [];
    private IReadOnlyList<long> endTrims = [];

    private OpusFile()
    {
    }

    /// <summary>The packets in order, each with the link that it belongs to and the number of 48 kHz samples that are missing
    /// before it.</summary>
    public IReadOnlyList<Packet> Packets => packets;

    /// <summary>The headers, one per link.</summary>
    public IReadOnlyList<OggOpusHeader> Headers => headers;

    /// <summary>The fault that ended the file; None if the file is complete.</summary>
    public OggError Error { get; private init; }

    /// <summary>The first fault inside the file that was skipped.</summary>
    public OggError Damage { get; private init; }

    /// <summary>Duration of the missing parts inside the file.</summary>
    public TimeSpan Lost { get; private init; }

    /// <summary>Number of mono samples to play, without pre-skips and trimmed ends.</summary>
    public long PlayableSamples => Enumerable.Range(0, headers.Count).Sum(link => PlayableOf(link));

    /// <summary>Reads a file to its end.</summary>
    /// <param name="stream">Read forward, left open.</param>
    /// <param name="error">Why the file cannot be read at all, if null is returned.</param>
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
                // A link without a packet has a header too.
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

    /// <summary>The sound in frames of 20 ms, decoded while they are read: mono, with the header's gain, and with silence for
    /// missing parts.</summary>
    /// <returns>The same array for every frame; the last frame is filled up with silence.</returns>
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

    /// <summary>One packet of the file.</summary>
    /// <param name="Data">The Opus packet.</param>
    /// <param name="Link">Index into <see cref="Headers"/>.</param>
    /// <param name="LostBefore">Number of 48 kHz samples that are missing directly before it.</param>
    public readonly record struct Packet(byte[] Data, int Link, long LostBefore);
}
