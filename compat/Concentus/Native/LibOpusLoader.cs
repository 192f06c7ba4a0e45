using System.Runtime.InteropServices;

namespace Concentus.Native;

/// <summary>Finds libopus once, so that a machine without it gets a sentence with the remedy and not a loader's trace.</summary>
internal static class LibOpusLoader
{
    private static readonly Lock Gate = new();
    private static bool loaded;

    public static void EnsureLoaded(TextWriter? messageLogger)
    {
        lock (Gate)
        {
            if (!loaded)
            {
                Load(LibOpus.Library);
                loaded = true;
            }
        }

        messageLogger?.WriteLine($"Opus codec: {LibOpus.Version()}");
    }

    /// <summary>Loads <paramref name="library"/>; the process keeps it to its end.</summary>
    /// <exception cref="DllNotFoundException">It is not installed.</exception>
    public static void Load(string library)
    {
        if (!NativeLibrary.TryLoad(library, out _))
        {
            throw new DllNotFoundException(
                $"The Opus codec library {library} is missing: install the Debian package libopus0 (apt-get install libopus0).");
        }
    }
}
