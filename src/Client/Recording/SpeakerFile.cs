using AudioRooms.Audio;
using AudioRooms.Audio.Ogg;

namespace AudioRooms.Client.Recording;

/// <summary>
/// One voice as an Ogg Opus file: the packets as they came, silence and loss as empty frames of the same length.
/// </summary>
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

    /// <summary>Packets written.</summary>
    public long Packets { get; private set; }

    /// <summary>Writes a packet at its slot. False if it comes too late for the file or is no packet: it is left out.</summary>
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

    /// <summary>
    /// Hands to the system what is held back, so that nothing but the present is lost if the program is killed.
    /// </summary>
    public void Flush() => writer.Flush();

    /// <summary>Closes the file with silence up to a slot: it lasts as long as the recording, however early its speaker fell
    /// silent.</summary>
    public void Finish(long endSlot)
    {
        var end = endSlot * AudioFormat.FrameSamples;

        // A player throws the pre-skip away, so as much is added; gaps have a unit, so the end is cut to the sample.
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
