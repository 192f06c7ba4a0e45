using AudioRooms.Audio;
using AudioRooms.Audio.Ogg;

namespace AudioRooms.Client.Recording;

/// <summary>One voice as an Ogg Opus file: the packets as they arrived, and empty frames of the same length for silence and
/// loss.</summary>
internal sealed class SpeakerFile : IDisposable
{
    private readonly OggOpusWriter writer;

    public SpeakerFile(string path, string title)
    {
        Path = path;
        writer = new OggOpusWriter(
            RecordingFile.Create(path), OggOpusHeader.Speech, new OggOpusTags("AudioRooms", [$"TITLE={title}"]));
    }

    public string Path { get; }

    /// <summary>Number of packets written.</summary>
    public long Packets { get; private set; }

    /// <summary>Writes a packet at its slot. False if it arrived too late for the file or is not an Opus packet; it is then left
    /// out.</summary>
    public bool Write(long slot, ReadOnlySpan<byte> opus)
    {
        var start = slot * AudioFormat.FrameSamples;
        if (start < writer.SamplesWritten)
        {
            return false;
        }

        writer.WriteGap(start - writer.SamplesWritten);
        var isWritten = writer.TryWritePacket(opus, out _);
        Packets += isWritten ? 1 : 0;
        return isWritten;
    }

    /// <summary>Writes what the page buffer holds, so that a killed program loses no more than the present.</summary>
    public void Flush() => writer.Flush();

    /// <summary>Closes the file with silence up to a slot, so that it lasts as long as the recording.</summary>
    public void Finish(long endSlot)
    {
        var end = endSlot * AudioFormat.FrameSamples;

        // A player drops the pre-skip, so the same length is added. Gaps have a fixed unit, so the end is trimmed to the sample.
        var missing = end + OggOpusHeader.Speech.PreSkipSamples - writer.SamplesWritten;
        if (missing > 0)
        {
            writer.WriteGap(missing + OggOpusWriter.GapUnitSamples - 1);
        }

        writer.Finish(end);
        writer.Dispose();
    }

    public void Dispose() => writer.Dispose();
}
