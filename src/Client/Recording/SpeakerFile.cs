using AudioRooms.Audio;
using AudioRooms.Audio.Ogg;

namespace AudioRooms.Client.Recording;

/// <summary>One voice as an Ogg Opus file: the packets as they came, silence and loss as empty frames of the same length.</summary>
internal sealed class SpeakerFile : IDisposable
{
    private readonly OggOpusWriter writer;

    public SpeakerFile(string path, string title)
    {
        Path = path;
        writer = new OggOpusWriter(
            new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read),
            OggOpusHeader.Speech,
            new OggOpusTags("AudioRooms", [$"TITLE={title}"]));
    }

    public string Path { get; }

    /// <summary>Packets written.</summary>
    public long Packets { get; private set; }

    /// <summary>Writes a packet at its slot; one that comes too late for the file is left out.</summary>
    public void Write(long slot, ReadOnlySpan<byte> opus)
    {
        var start = slot * AudioFormat.FrameSamples;
        if (start < writer.SamplesWritten)
        {
            return;
        }

        writer.WriteGap(start - writer.SamplesWritten);
        Packets += writer.TryWritePacket(opus, out _) ? 1 : 0;
    }

    public void Dispose() => writer.Dispose();
}
