using AudioRooms.Audio;
using AudioRooms.Audio.Levels;
using AudioRooms.Audio.Ogg;
using AudioRooms.Audio.Opus;
using AudioRooms.Audio.Pcm;

namespace AudioRooms.Client;

/// <summary>
/// A sound file to speak with. The packets of an Ogg Opus file with 20 ms frames go out untouched; everything else is encoded
/// anew, frame by frame while it is spoken.
/// </summary>
public sealed class RecordedSpeech
{
    /// <summary>Longest WAV file: 30 minutes are 350 MB in memory. Opus files are not limited, a packet takes 100 bytes.</summary>
    private static readonly TimeSpan LongestWav = TimeSpan.FromMinutes(30);

    private readonly SpokenFrame[] packets = [];
    private readonly float[] pcm = [];

    private RecordedSpeech(SpokenFrame[] packets) => this.packets = packets;

    private RecordedSpeech(float[] pcm) => this.pcm = pcm;

    /// <summary>How long the file speaks.</summary>
    public TimeSpan Duration => SlotCount * AudioFormat.FrameDuration;

    /// <summary>Whether packets of the file go out as they are.</summary>
    public bool IsUntouched => packets.Length > 0;

    private int SlotCount => packets.Length > 0 ? packets.Length : (pcm.Length + AudioFormat.FrameSamples - 1) / AudioFormat.FrameSamples;

    /// <summary>Reads a file whose name ends in <c>.opus</c>, <c>.ogg</c> or <c>.wav</c>.</summary>
    /// <exception cref="InvalidDataException">It is not such a file; the message is one sentence.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static RecordedSpeech Load(string path)
    {
        using var stream = File.OpenRead(path);
        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".opus" or ".ogg" => LoadOpus(stream, path),
            ".wav" => LoadWav(stream, path),
            _ => throw new InvalidDataException($"{path} is neither .opus nor .wav."),
        };
    }

    /// <summary>Reads an Ogg Opus stream.</summary>
    /// <param name="stream">Read to its end, left open.</param>
    /// <param name="name">For messages.</param>
    /// <exception cref="InvalidDataException">It is not Ogg Opus; the message is one sentence.</exception>
    public static RecordedSpeech LoadOpus(Stream stream, string name)
    {
        if (!OggOpusReader.TryOpen(stream, out var reader, out var error, leaveOpen: true))
        {
            throw new InvalidDataException($"{name} is not an Ogg Opus file ({error}).");
        }

        using (reader)
        {
            var all = new List<byte[]>();
            while (reader!.TryReadPacket(out var data))
            {
                all.Add(data.ToArray());
            }

            if (all.Count == 0)
            {
                throw new InvalidDataException($"{name} holds no sound ({reader.Error}).");
            }

            return FromPackets(all, reader.Header.PreSkipSamples);
        }
    }

    /// <summary>One element per slot of 20 ms.</summary>
    /// <param name="loop">Whether to begin again at the end, for ever.</param>
    /// <param name="advice">Asked before every frame how to encode it, see <see cref="RoomConnection.EncoderAdvice"/>; null is no FEC. Packets
    /// that go out untouched are as their file's encoder made them.</param>
    public IEnumerable<SpokenFrame> Frames(bool loop = false, Func<EncoderAdvice>? advice = null)
    {
        do
        {
            foreach (var frame in packets.Length > 0 ? packets : Encode(advice))
            {
                yield return frame;
            }
        }
        while (loop);
    }

    private static RecordedSpeech FromPackets(List<byte[]> all, int preSkip)
    {
        using var decoder = new OpusDecoder();
        var pcm = new float[OpusPacket.MaxSamples];
        if (all.TrueForAll(packet => LivePacketRules.Check(packet) == LivePacketRefusal.None))
        {
            return new RecordedSpeech([.. all.Select(packet => Measure(decoder, packet, pcm))]);
        }

        // Other frame durations are for files; a room wants 20 ms.
        var sound = new List<float>();
        foreach (var packet in all)
        {
            if (decoder.TryDecode(packet, pcm, out var samples))
            {
                sound.AddRange(pcm.AsSpan(0, samples));
            }
        }

        return new RecordedSpeech([.. sound.Skip(preSkip)]);
    }

    private static SpokenFrame Measure(OpusDecoder decoder, byte[] packet, float[] pcm)
    {
        var decoded = decoder.TryDecode(packet, pcm, out var samples);
        return OpusPacket.TryParse(packet, out var parsed, out _) && parsed.IsDtx
            ? SpokenFrame.Silence
            : new SpokenFrame(packet, decoded ? AudioLevel.Measure(pcm.AsSpan(0, samples)) : AudioLevel.Silence);
    }

    private static RecordedSpeech LoadWav(Stream stream, string path)
    {
        if (!WavReader.TryReadMono48k(stream, LongestWav, out var pcm, out var error))
        {
            throw new InvalidDataException(
                $"{path} is not a 16-bit PCM WAV file of at most {LongestWav.TotalMinutes:0} minutes ({error}).");
        }

        return pcm.Length > 0 ? new RecordedSpeech(pcm) : throw new InvalidDataException($"{path} holds no sound.");
    }

    private IEnumerable<SpokenFrame> Encode(Func<EncoderAdvice>? advice)
    {
        using var encoder = new OpusEncoder();
        var frame = new float[AudioFormat.FrameSamples];
        var packet = new byte[LivePacketRules.MaxPacketBytes];
        for (var at = 0; at < pcm.Length; at += frame.Length)
        {
            var part = pcm.AsSpan(at, Math.Min(frame.Length, pcm.Length - at));
            part.CopyTo(frame);
            frame.AsSpan(part.Length).Clear();
            (advice?.Invoke() ?? EncoderAdvice.None).ApplyTo(encoder);
            var bytes = encoder.Encode(frame, packet);

            // One byte or two are DTX: nothing to say.
            yield return bytes <= 2 ? SpokenFrame.Silence : new SpokenFrame(packet.AsSpan(0, bytes).ToArray(), AudioLevel.Measure(frame));
        }
    }
}
