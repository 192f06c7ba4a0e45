using System.Runtime.Versioning;

namespace AudioRooms.System.Tests;

/// <summary>A fake sound card for machines without one: a program with the name of PulseAudio's recorder.</summary>
[SupportedOSPlatform("linux")]
internal static class SoundCard
{
    // Like a sound card it gives 20 ms of sound every 20 ms.
    private const string Tone = """
        #!/usr/bin/python3
        import array, math, sys, time
        start = time.monotonic()
        for slot in range(3000):
            samples = (int(8000 * math.sin(2 * math.pi * 440 * n / 48000)) for n in range(slot * 960, (slot + 1) * 960))
            sys.stdout.buffer.write(array.array("h", samples).tobytes())
            sys.stdout.buffer.flush()
            time.sleep(max(0, start + (slot + 1) * 0.02 - time.monotonic()))

        """;

    /// <summary>The environment of a person whose microphone records a tone of 440 Hz for a minute.</summary>
    /// <param name="folder">Folder of the program.</param>
    public static IReadOnlyDictionary<string, string> OfATone(string folder)
    {
        var path = Path.Combine(folder, "parecord");
        File.WriteAllText(path, Tone);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new Dictionary<string, string> { ["PATH"] = $"{folder}:{Environment.GetEnvironmentVariable("PATH")}" };
    }
}
