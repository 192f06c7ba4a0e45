using AudioRooms.Audio.Opus;
using AudioRooms.Silo.Startup;

namespace AudioRooms.Silo.Settings;

/// <summary>The Opus codec of the server: <c>auto</c> (the default), <c>native</c> or <c>managed</c>.</summary>
internal static class CodecSetting
{
    public const string Variable = "AUDIOROOMS_CODEC";

    /// <exception cref="StartupException">The value is not defined, or libopus is required and cannot be loaded.</exception>
    public static OpusCodecChoice Read(string? text)
    {
        if (!OpusCodec.TryParse(text, out var choice))
        {
            throw new StartupException($"{Variable} is 'auto', 'native' or 'managed', not '{text}'.");
        }

        try
        {
            OpusCodec.Find(choice);
            return choice;
        }
        catch (DllNotFoundException exception)
        {
            throw new StartupException($"{Variable} is 'native', and {exception.Message}", exception);
        }
    }
}
