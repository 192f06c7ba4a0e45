using AudioRooms.Audio.Opus;
using AudioRooms.Client;

namespace AudioRooms.Cli.Sound;

/// <summary>Reads a sound file that a user names.</summary>
internal static class SpeechFile
{
    /// <summary>Reads the file.</summary>
    /// <param name="content">Kind of sound, for a file that has to be encoded.</param>
    /// <exception cref="CliException">There is no such file, or it contains no sound that can be read.</exception>
    public static RecordedSpeech Load(string path, OpusContent content = OpusContent.Voice)
    {
        if (!File.Exists(path))
        {
            throw new CliException(
                "no_file", path.Length == 0 ? "Name a sound file." : $"There is no file {Path.GetFullPath(path)}.");
        }

        try
        {
            return RecordedSpeech.Load(path, content);
        }
        catch (InvalidDataException e)
        {
            throw new CliException("not_sound", e.Message, "Make one with: opusenc --framesize 20 in.wav out.opus");
        }
    }
}
