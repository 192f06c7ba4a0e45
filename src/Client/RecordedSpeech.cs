using System.Globalization;
using AudioRooms.Audio;
using AudioRooms.Audio.Ogg;
using AudioRooms.Audio.Opus;
using AudioRooms.Audio.Pcm;

namespace AudioRooms.Client;

/// <summary>A sound file to speak. Packets of an Ogg Opus file with 20 ms frames are sent unchanged. Everything else is decoded
/// and encoded again, frame by frame while it is spoken: other frame durations, a gain in the header, several files joined, more
/// than two channels, WAV.</summary>
public sealed class RecordedSpeech
{
    /// <summary>Longest WAV file: 30 minutes take 350 MB of memory. Opus files have no limit, because a packet takes 100
    /// bytes.</summary>
    private static readonly TimeSpan LongestWav = TimeSpan.FromMinutes(30);

    private readonly IReadOnlyList<SpokenFrame> packets = [];
    private readonly Func<IEnumerable<float[]>> sound = static () => [];
    private readonly OpusContent content;
    private readonly int slotCount;

    private RecordedSpeech(IReadOnlyList<SpokenFrame> packets)
    {
        this.packets = packets;
        slotCount = packets.Count;
    }

    private RecordedSpeech(Func<IEnumerable<float[]>> sound, long samples, OpusContent content)
    {
        this.sound = sound;
        this.content = content;
        slotCount = (int)((samples + AudioFormat.FrameSamples - 1) / AudioFormat.FrameSamples);
    }

    /// <summary>Duration of the file.</summary>
    public TimeSpan Duration => slotCount * AudioFormat.FrameDuration;

    /// <summary>True if the file's packets are sent unchanged.</summary>
    public bool IsUntouched => packets.Count > 0;

    /// <summary>False if the file is truncated; the part before is spoken. <see cref="Problem"/> says why.</summary>
    public bool IsComplete { get; private init; } = true;

    /// <summary>One sentence about a fault that does not keep the file from being spoken; null if there is none.</summary>
    public string? Problem { get; private init; }

    /// <summary>Reads an Ogg Opus or WAV file, whatever its name.</summary>
    /// <param name="content">What to encode it as, if it must be encoded.</param>
    /// <exception cref="InvalidDataException">The file is neither; the message is one sentence.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static RecordedSpeech Load(string path, OpusContent content = OpusContent.Voice)
    {
        using var stream = File.OpenRead(path);
        Span<byte> magic = stackalloc byte[4];
        magic = magic[..stream.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false)];
        stream.Position = 0;
        if (magic.SequenceEqual("OggS"u8))
        {
            return LoadOpus(stream, path, content);
        }

        if (magic.SequenceEqual("RIFF"u8) || magic.SequenceEqual("RF64"u8))
        {
            return LoadWav(stream, path, content);
        }

        throw new InvalidDataException($"{path} is neither an Ogg Opus file nor a WAV file.");
    }

    /// <summary>Reads an Ogg Opus stream.</summary>
    /// <param name="stream">Read to its end, left open.</param>
    /// <param name="name">Name of the file, for messages.</param>
    /// <param name="content">What to encode it as, if it must be encoded.</param>
    /// <exception cref="InvalidDataException">The stream is not Ogg Opus; the message is one sentence.</exception>
    public static RecordedSpeech LoadOpus(Stream stream, string name, OpusContent content = OpusContent.Voice)
    {
        var file = OpusFile.Read(stream, out var error)
            ?? throw new InvalidDataException($"{name} {FileFaults.Describe(error)}.");
        if (file.Packets.Count == 0)
        {
            throw new InvalidDataException(
                file.Error == OggError.None
                    ? $"{name} contains no sound."
                    : $"{name} contains no sound, and {FileFaults.Describe(file.Error)}.");
        }

        // A recorder that crashed leaves no end mark, but all that it wrote is there.
        var isComplete = file.Error is OggError.None or OggError.MissingEnd;
        var problem = ProblemOf(file, name);
        return CanPassThrough(file)
            ? new RecordedSpeech(PassedThroughFrames(file)) { IsComplete = isComplete, Problem = problem }
            : new RecordedSpeech(file.MonoFrames, file.PlayableSamples, content) { IsComplete = isComplete, Problem = problem };
    }

    /// <summary>One element per slot of 20 ms.</summary>
    /// <param name="loop">True to start again at the end, for ever.</param>
    /// <param name="advice">Asked before every frame how to encode it, see <see cref="RoomConnection.EncoderAdvice"/>; null for
    /// no FEC. It has no effect on unchanged packets, and none on music, which has no FEC.</param>
    public IEnumerable<SpokenFrame> Frames(bool loop = false, Func<EncoderAdvice>? advice = null)
    {
        do
        {
            foreach (var frame in IsUntouched ? packets : Encode(advice))
            {
                yield return frame;
            }
        }
        while (loop);
    }

    private static string? ProblemOf(OpusFile file, string name)
    {
        var lost = file.Lost.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture);
        var damage = file.Damage == OggError.None ? null : $"{FileFaults.Describe(file.Damage)} ({lost} s of it are silent)";
        var end = file.Error == OggError.None ? null : FileFaults.Describe(file.Error);
        return (damage, end) switch
        {
            (null, null) => null,
            (null, _) => $"{name} {end}.",
            (_, null) => $"{name} {damage}.",
            _ => $"{name} {damage}, and {end}.",
        };
    }

    /// <summary>A packet sent unchanged carries nothing of the file's header, so a header that changes the sound requires
    /// encoding.</summary>
    private static bool CanPassThrough(OpusFile file) =>
        file.Headers is [{ StreamCount: 1, OutputGainQ8: 0 }]
        && file.Packets.All(packet => LivePacketRules.Check(packet.Data) == LivePacketRefusal.None);

    private static List<SpokenFrame> PassedThroughFrames(OpusFile file)
    {
        using var decoder = new OpusDecoder();
        var pcm = new float[OpusPacket.MaxSamples];
        var frames = new List<SpokenFrame>(file.Packets.Count);
        foreach (var packet in file.Packets)
        {
            frames.AddRange(Enumerable.Repeat(SpokenFrame.Silence, (int)(packet.LostBefore / AudioFormat.FrameSamples)));
            frames.Add(Measure(decoder, packet.Data, pcm));
        }

        return frames;
    }

    private static SpokenFrame Measure(OpusDecoder decoder, byte[] packet, float[] pcm)
    {
        var decoded = decoder.TryDecode(packet, pcm, out var samples);
        return OpusPacket.TryParse(packet, out var parsed, out _) && parsed.IsDtx
            ? SpokenFrame.Silence
            : new SpokenFrame(packet, decoded ? AudioLevel.Measure(pcm.AsSpan(0, samples)) : AudioLevel.Silence);
    }

    private static RecordedSpeech LoadWav(Stream stream, string path, OpusContent content)
    {
        if (!WavReader.TryReadMono48k(stream, LongestWav, out var pcm, out var error))
        {
            throw new InvalidDataException($"{path} {FileFaults.Describe(error, LongestWav)}.");
        }

        return pcm.Length > 0
            ? new RecordedSpeech(() => FramesOf(pcm), pcm.Length, content)
            : throw new InvalidDataException($"{path} contains no sound.");
    }

    private static IEnumerable<float[]> FramesOf(float[] pcm)
    {
        var frame = new float[AudioFormat.FrameSamples];
        for (var at = 0; at < pcm.Length; at += frame.Length)
        {
            var count = Math.Min(frame.Length, pcm.Length - at);
            Array.Copy(pcm, at, frame, 0, count);
            Array.Clear(frame, count, frame.Length - count);
            yield return frame;
        }
    }

    private IEnumerable<SpokenFrame> Encode(Func<EncoderAdvice>? advice)
    {
        var isMusic = content == OpusContent.Music;
        using var encoder = new OpusEncoder(isMusic ? OpusEncoderOptions.Music : new OpusEncoderOptions());
        var packet = new byte[LivePacketRules.MaxPacketBytes];
        foreach (var frame in sound())
        {
            if (!isMusic)
            {
                // FEC exists for speech only: to use it, libopus would encode music as speech.
                (advice?.Invoke() ?? EncoderAdvice.None).ApplyTo(encoder);
            }

            var bytes = encoder.Encode(frame, packet);

            // One or two bytes are DTX, that is silence.
            yield return bytes <= 2
                ? SpokenFrame.Silence
                : new SpokenFrame(packet.AsSpan(0, bytes).ToArray(), AudioLevel.Measure(frame));
        }
    }
}
