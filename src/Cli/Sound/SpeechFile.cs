using AudioRooms.Audio.Opus;
using AudioRooms.Client;

namespace AudioRooms.Cli.Sound;

/// <summary>A sound file that a user names.</summary>
internal static class SpeechFile
{
    /// <summary>Reads it, or says in a sentence why not.</summary>
    /// <param name="path">Of the file.</param>
    /// <param name="content">How sound that has to be encoded is encoded.</param>
    /// <exception cref="CliException">There is no such file, or it holds no sound that can be read.</exception>
    public static RecordedSpeech Load(string path, OpusContent content = OpusContent.Voice)
    {
        if (!File.Exists(path))
        {
            throw new CliException(
                "no_file", path.Length == 0 ? "A sound file is expected." : $"There is no file {Path.GetFullPath(path)}.");
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
