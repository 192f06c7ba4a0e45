using System.Text.RegularExpressions;
using AudioRooms.Audio;
using AudioRooms.Audio.Ogg;
using AudioRooms.Audio.Opus;
using AudioRooms.Audio.Pcm;

namespace AudioRooms.Client.Recording;

/// <summary>
/// Writes what is heard in a room into files whose time is the room's: a pause lasts in the file as long as it lasted, and two voices
/// that spoke together sound together. Memory is bounded, however long the recording. Not thread-safe.
/// </summary>
public sealed partial class RoomRecorder : IDisposable
{
    /// <summary>Who is heard when the server has mixed.</summary>
    private const string MixName = "mix";

    /// <summary>What a mix of speech needs to sound like its parts; one voice is never encoded again.</summary>
    private const int MixBitrate = 48_000;

    /// <summary>How far the written mix stays behind the present: what a reconnect may still deliver, and a little more.</summary>
    private static readonly TimeSpan MixDelay = TimeSpan.FromSeconds(3);

    private readonly TimeProvider time;
    private readonly long startedAt;
    private readonly string? perSpeakerFolder;
    private readonly string? opusPath;
    private readonly Dictionary<uint, SpeakerTimeline> timelines = [];
    private readonly Dictionary<uint, VoiceDecoder> decoders = [];
    private readonly Dictionary<string, SpeakerFile> speakerFiles = [];
    private readonly HashSet<string> speakers = [];
    private readonly MixTrack? mix;
    private readonly Action closeMix = static () => { };
    private SpeakerFile? onlyVoice;
    private long packets;
    private long lost;
    private bool finished;

    /// <summary>Starts a recording: now is its time zero.</summary>
    /// <param name="path">A <c>.wav</c> or <c>.opus</c> file for everybody together; null for none.</param>
    /// <param name="perSpeakerFolder">Folder for one untouched <c>.opus</c> file per speaker, named by handle; null for none.</param>
    /// <param name="time">The clock by which packets were received; null is the system's.</param>
    /// <exception cref="ArgumentException">The path has another ending.</exception>
    /// <exception cref="IOException">A file cannot be made.</exception>
    public RoomRecorder(string? path, string? perSpeakerFolder = null, TimeProvider? time = null)
    {
        this.time = time ?? TimeProvider.System;
        this.perSpeakerFolder = perSpeakerFolder;
        startedAt = this.time.GetTimestamp();
        if (perSpeakerFolder is not null)
        {
            Directory.CreateDirectory(perSpeakerFolder);
        }

        switch (path is null ? null : Path.GetExtension(path).ToLowerInvariant())
        {
            case null:
                break;
            case ".wav":
                var wav = new WavWriter(new FileStream(path!, FileMode.Create, FileAccess.Write, FileShare.Read));
                mix = new MixTrack(wav.Write);
                closeMix = wav.Dispose;
                break;
            case ".opus":
                opusPath = path;
                mix = new MixTrack(MakeOpusSink(MixPath, out closeMix));
                break;
            default:
                throw new ArgumentException($"\"{path}\" ends neither in .wav nor in .opus.", nameof(path));
        }
    }

    /// <summary>Since the start.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(startedAt);

    private string MixPath => opusPath + ".mix";

    /// <summary>Records one packet.</summary>
    public void Add(in HeardPacket packet)
    {
        ObjectDisposedException.ThrowIf(finished, this);
        if (!timelines.TryGetValue(packet.Source, out var timeline))
        {
            timelines.Add(packet.Source, timeline = new SpeakerTimeline());
        }

        var arrival = (long)(time.GetElapsedTime(startedAt, packet.ReceivedAt) / AudioFormat.FrameDuration);
        if (!timeline.TryPlace(packet, Math.Max(0, arrival), out var slot, out var missing))
        {
            return;
        }

        packets++;
        lost += missing;
        var opus = packet.Opus.Span;
        var person = NameOf(packet);
        speakers.Add(person);
        if (mix is not null)
        {
            if (!decoders.TryGetValue(packet.Source, out var decoder))
            {
                decoders.Add(packet.Source, decoder = new VoiceDecoder(mix));
            }

            decoder.Write(slot, missing, opus);
            mix.WriteUntil(arrival - (long)(MixDelay / AudioFormat.FrameDuration));
        }

        if (opusPath is not null && speakers.Count == 1)
        {
            (onlyVoice ??= new SpeakerFile(opusPath, person)).Write(slot, opus);
        }

        if (perSpeakerFolder is not null)
        {
            if (!speakerFiles.TryGetValue(person, out var file))
            {
                speakerFiles.Add(person, file = new SpeakerFile(Path.Combine(perSpeakerFolder, $"{person}.opus"), person));
            }

            file.Write(slot, opus);
        }
    }

    /// <summary>Closes the files and says what is in them. The sound lasts until now, or until the last packet if that is later.</summary>
    public RecordingSummary Finish()
    {
        ObjectDisposedException.ThrowIf(finished, this);
        finished = true;
        var duration = Elapsed;
        mix?.WriteUntil((long)Math.Ceiling(duration / AudioFormat.FrameDuration));
        closeMix();
        onlyVoice?.Dispose();
        if (opusPath is not null)
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
            file.Dispose();
        }

        long concealed = 0;
        foreach (var decoder in decoders.Values)
        {
            concealed += decoder.Concealed;
            decoder.Dispose();
        }

        return new RecordingSummary(
            duration, packets, lost, concealed, [.. speakers.Order(StringComparer.Ordinal)], opusPath is not null && speakers.Count == 1);
    }

    /// <summary>Finishes the recording if that was not done.</summary>
    public void Dispose()
    {
        if (!finished)
        {
            Finish();
        }
    }

    private static Action<ReadOnlySpan<float>> MakeOpusSink(string path, out Action close)
    {
        var encoder = new OpusEncoder(new OpusEncoderOptions
        {
            BitrateBitsPerSecond = MixBitrate,
            UseDtx = false,
            UseFec = false,
            ExpectedLossPercent = 0,
        });
        var header = OggOpusHeader.Speech with { PreSkipSamples = encoder.LookaheadSamples };
        var writer = new OggOpusWriter(
            new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read), header, OggOpusTags.Empty);
        var packet = new byte[LivePacketRules.MaxPacketBytes];
        close = () =>
        {
            writer.Dispose();
            encoder.Dispose();
        };
        return pcm => writer.TryWritePacket(packet.AsSpan(0, encoder.Encode(pcm, packet)), out _);
    }

    // A handle becomes a file name, and it comes from the network.
    private static string NameOf(in HeardPacket packet) =>
        packet.Source == HeardPacket.MixSource ? MixName
        : packet.Speaker is { } speaker && SafeName().IsMatch(speaker.Handle) ? speaker.Handle : $"source-{packet.Source}";

    [GeneratedRegex("^[a-z0-9_]{1,64}$")]
    private static partial Regex SafeName();
}
