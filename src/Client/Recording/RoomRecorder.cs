using System.Text.RegularExpressions;
using AudioRooms.Audio;
using AudioRooms.Audio.Ogg;
using AudioRooms.Audio.Opus;
using AudioRooms.Audio.Pcm;
using AudioRooms.Audio.Sequencing;

namespace AudioRooms.Client.Recording;

/// <summary>Records a room into files that keep the room's time: a pause lasts in the file as long as in the room, and two voices
/// that spoke together sound together. Every file lasts until <see cref="Finish"/>, also if its speakers fell silent earlier.
/// Memory is bounded, however long the recording. Thread-safe.</summary>
/// <remarks>A program that is killed loses at most the last second of sound, if it calls <see cref="Flush"/> twice a second: the
/// files have no buffer, and a mix is written half a second behind the present. While only one voice has been heard, the mix is a
/// separate file beside the <c>.opus</c> file. A killed program leaves it there, and the next recording to the same file removes
/// it.</remarks>
public sealed partial class RoomRecorder : IDisposable
{
    /// <summary>The name that stands for a speaker when the server has mixed the voices.</summary>
    private const string MixName = "mix";

    /// <summary>The bitrate at which a mix of speech sounds like its parts. A single voice is never encoded again.</summary>
    private const int MixBitrate = 48_000;

    /// <summary>How far the written mix stays behind the newest packet: 0.5 s, for voices that arrive by different ways. A burst
    /// of old packets after a reconnect contains all voices, so it needs no longer delay.</summary>
    private const int MixDelaySlots = AudioFormat.FramesPerSecond / 2;

    /// <summary>How far the written mix stays behind the clock while nothing is heard: the 2 s that a reconnect may still
    /// deliver, and 1 s more.</summary>
    private const int SilenceDelaySlots = 3 * AudioFormat.FramesPerSecond;

    private readonly Lock gate = new();
    private readonly TimeProvider time;
    private readonly long startedAt;
    private readonly string? perSpeakerFolder;
    private readonly string? opusPath;
    private readonly Dictionary<uint, SpeakerTimeline> timelines = [];
    private readonly Dictionary<string, long> nextSlots = [];
    private readonly Dictionary<uint, VoiceDecoder> decoders = [];
    private readonly Dictionary<string, SpeakerFile> speakerFiles = [];
    private readonly HashSet<string> speakers = [];
    private readonly MixTrack? mix;
    private readonly Action closeMix = static () => { };
    private readonly Action flushMix = static () => { };
    private SpeakerFile? onlyVoice;
    private bool isMixInPlace;
    private long newestSlot = -1;
    private long packets;
    private long lost;
    private bool finished;

    /// <summary>Starts a recording now.</summary>
    /// <param name="path">A <c>.wav</c> or <c>.opus</c> file for all voices together; null for none.</param>
    /// <param name="perSpeakerFolder">Folder for one <c>.opus</c> file per speaker with unchanged packets, named by handle; null
    /// for none.</param>
    /// <param name="time">The clock by which packets were received; null for the system's.</param>
    /// <exception cref="ArgumentException">The path has another ending.</exception>
    /// <exception cref="IOException">A file cannot be created.</exception>
    public RoomRecorder(string? path, string? perSpeakerFolder = null, TimeProvider? time = null)
        : this(path, perSpeakerFolder, time ?? TimeProvider.System, (time ?? TimeProvider.System).GetTimestamp())
    {
    }

    /// <summary>Starts a recording that began earlier.</summary>
    /// <param name="path">As in the public constructor.</param>
    /// <param name="perSpeakerFolder">As in the public constructor.</param>
    /// <param name="time">As in the public constructor.</param>
    /// <param name="startedAt">Timestamp of <paramref name="time"/> at which the recording begins.</param>
    internal RoomRecorder(string? path, string? perSpeakerFolder, TimeProvider time, long startedAt)
    {
        this.time = time;
        this.perSpeakerFolder = perSpeakerFolder;
        this.startedAt = startedAt;
        if (perSpeakerFolder is not null)
        {
            Directory.CreateDirectory(perSpeakerFolder);
        }

        switch (path is null ? null : Path.GetExtension(path).ToLowerInvariant())
        {
            case null:
                break;
            case ".wav":
                var wav = new WavWriter(RecordingFile.Create(path!));
                mix = new MixTrack(wav.Write);
                closeMix = wav.Dispose;
                break;
            case ".opus":
                opusPath = path;
                mix = new MixTrack(MakeOpusSink(MixPath, out closeMix, out flushMix));
                break;
            default:
                throw new ArgumentException($"\"{path}\" ends with neither .wav nor .opus.", nameof(path));
        }
    }

    /// <summary>Time since the start.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(startedAt);

    private string MixPath => opusPath + ".mix";

    /// <summary>Records one packet.</summary>
    public void Add(in HeardPacket packet)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(finished, this);
            Place(packet);
        }
    }

    /// <summary>Writes the sound up to the present, as far as it is known, to the files. Call it every half second; it is
    /// cheap.</summary>
    public void Flush()
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(finished, this);
            WriteMix(SlotAt(time.GetTimestamp()));
            flushMix();
            onlyVoice?.Flush();
            foreach (var file in speakerFiles.Values)
            {
                file.Flush();
            }
        }
    }

    /// <summary>Closes the files and returns what they contain. The recording lasts until now, or until the last packet if that
    /// is later.</summary>
    public RecordingSummary Finish()
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(finished, this);
            return Close();
        }
    }

    /// <summary>Finishes the recording unless <see cref="Finish"/> did.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            if (!finished)
            {
                Close();
            }
        }
    }

    private void Place(in HeardPacket packet)
    {
        if (!timelines.TryGetValue(packet.Source, out var timeline))
        {
            timelines.Add(packet.Source, timeline = new SpeakerTimeline());
        }

        // A person who left the stage and came back has another source number and continues in the same file.
        var person = NameOf(packet);
        var earliest = Math.Max(mix?.NextSlot ?? 0, nextSlots.GetValueOrDefault(person));
        var arrival = SlotAt(packet.ReceivedAt);
        if (!timeline.TryPlace(packet.Sequence, packet.Timestamp, arrival, earliest, out var slot, out var missing))
        {
            return;
        }

        packets++;
        lost += missing;
        newestSlot = Math.Max(newestSlot, slot);
        nextSlots[person] = slot + 1;
        AddSpeaker(person);
        var opus = packet.Opus.Span;
        if (mix is not null)
        {
            if (!decoders.TryGetValue(packet.Source, out var decoder))
            {
                decoders.Add(packet.Source, decoder = new VoiceDecoder(mix));
            }

            decoder.Write(slot, missing, opus);
            WriteMix(arrival);
        }

        var isWritten = true;
        if (opusPath is not null && speakers.Count == 1)
        {
            isWritten &= (onlyVoice ??= new SpeakerFile(opusPath, person)).Write(slot, opus);
        }

        if (perSpeakerFolder is not null)
        {
            if (!speakerFiles.TryGetValue(person, out var file))
            {
                speakerFiles.Add(person, file = new SpeakerFile(Path.Combine(perSpeakerFolder, $"{person}.opus"), person));
            }

            isWritten &= file.Write(slot, opus);
        }

        lost += isWritten ? 0 : 1;
    }

    /// <summary>When a second voice is heard, the mix replaces the file of the first one, so that the file has both voices
    /// whatever happens next.</summary>
    private void AddSpeaker(string person)
    {
        if (!speakers.Add(person) || speakers.Count != 2 || opusPath is null)
        {
            return;
        }

        onlyVoice?.Dispose();
        onlyVoice = null;
        File.Move(MixPath, opusPath, overwrite: true);
        isMixInPlace = true;
    }

    private void WriteMix(long presentSlot)
    {
        var heard = Math.Min(newestSlot, presentSlot) - MixDelaySlots;
        mix?.WriteUntil(Math.Max(heard, presentSlot - SilenceDelaySlots));
    }

    private long SlotAt(long timestamp) =>
        Math.Max(0, (long)(time.GetElapsedTime(startedAt, timestamp) / AudioFormat.FrameDuration));

    private RecordingSummary Close()
    {
        finished = true;
        var duration = Elapsed;
        var end = Math.Max((long)Math.Ceiling(duration / AudioFormat.FrameDuration), newestSlot + 1);
        mix?.WriteUntil(end);
        closeMix();
        onlyVoice?.Finish(end);
        if (opusPath is not null && !isMixInPlace)
        {
            if (speakers.Count == 1)
            {
                File.Delete(MixPath);
            }
            else
            {
                File.Move(MixPath, opusPath, overwrite: true);
            }
        }

        foreach (var file in speakerFiles.Values)
        {
            file.Finish(end);
        }

        long concealed = 0;
        foreach (var decoder in decoders.Values)
        {
            concealed += decoder.Concealed;
            decoder.Dispose();
        }

        lost += timelines.Values.Sum(static timeline => timeline.Unbelieved);
        return new RecordingSummary(
            duration, packets, lost, concealed, [.. speakers.Order(StringComparer.Ordinal)],
            opusPath is not null && speakers.Count == 1);
    }

    private static Action<ReadOnlySpan<float>> MakeOpusSink(string path, out Action close, out Action flush)
    {
        var encoder = new OpusEncoder(new OpusEncoderOptions
        {
            BitrateBitsPerSecond = MixBitrate,
            UseDtx = false,
            UseFec = false,
            ExpectedLossPercent = 0,
        });
        var header = OggOpusHeader.Speech with { PreSkipSamples = encoder.LookaheadSamples };
        var writer = new OggOpusWriter(RecordingFile.Create(path), header, OggOpusTags.Empty);
        var packet = new byte[LivePacketRules.MaxPacketBytes];
        var samples = 0L;
        close = () =>
        {
            // The codec lags by its look-ahead; one more frame brings out the end.
            Encode(new float[AudioFormat.FrameSamples]);
            writer.Finish(samples);
            writer.Dispose();
            encoder.Dispose();
        };
        flush = writer.Flush;
        return pcm =>
        {
            Encode(pcm);
            samples += pcm.Length;
        };

        void Encode(ReadOnlySpan<float> pcm) => writer.TryWritePacket(packet.AsSpan(0, encoder.Encode(pcm, packet)), out _);
    }

    // A handle comes from the network and becomes a file name, so it is checked.
    private static string NameOf(in HeardPacket packet) =>
        packet.Source == HeardPacket.MixSource ? MixName
        : packet.Speaker is { } speaker && SafeName().IsMatch(speaker.Handle) ? speaker.Handle : $"source-{packet.Source}";

    [GeneratedRegex("^[a-z0-9_]{1,64}$")]
    private static partial Regex SafeName();
}
