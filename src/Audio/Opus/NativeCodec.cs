using System.Reflection;
using System.Runtime.InteropServices;
using Concentus;
using Concentus.Enums;

namespace AudioRooms.Audio.Opus;

/// <summary>
/// libopus through Concentus' own bindings. Concentus' factory finds the library only as <c>libopus.so</c>, which Debian ships
/// with the headers alone, and it looks for a copy in the process's working folder, where it writes and deletes files. So this
/// class tells the loader the library's name itself and makes the bindings' objects without the factory (ADR 21).
/// </summary>
internal static class NativeCodec
{
    /// <summary>The library's name in Concentus' imports.</summary>
    private const string ImportName = "opus";

    private const string VersionFunction = "opus_get_version_string";

    /// <summary>
    /// Debian's name first, then the one that the system's rules make of "opus" (libopus.so, opus.dll, libopus.dylib).
    /// </summary>
    private static readonly string[] LibraryNames = ["libopus.so.0", ImportName];

    private static readonly Assembly Bindings = typeof(OpusCodecFactory).Assembly;
    private static readonly Lazy<Loaded> Library = new(Load);

    private static readonly Lazy<Func<int, int, IOpusDecoder>> MakeDecoder = new(
        () => FactoryOf<Func<int, int, IOpusDecoder>>("Concentus.Native.NativeOpusDecoder"));

    private static readonly Lazy<Func<int, int, OpusApplication, IOpusEncoder>> MakeEncoder = new(
        () => FactoryOf<Func<int, int, OpusApplication, IOpusEncoder>>("Concentus.Native.NativeOpusEncoder"));

    /// <summary>True if libopus is loaded and works.</summary>
    public static bool IsAvailable => Failure is null;

    /// <summary>Why libopus cannot be used, in a few words; null if it can.</summary>
    public static string? Failure => Library.Value.Failure;

    /// <exception cref="DllNotFoundException">libopus cannot be used.</exception>
    public static IOpusDecoder CreateDecoder(int sampleRate, int channels)
    {
        Require();
        return MakeDecoder.Value(sampleRate, channels);
    }

    /// <exception cref="DllNotFoundException">libopus cannot be used.</exception>
    public static IOpusEncoder CreateEncoder(int sampleRate, int channels, OpusApplication application)
    {
        Require();
        return MakeEncoder.Value(sampleRate, channels, application);
    }

    private static void Require()
    {
        if (Failure is { } failure)
        {
            throw new DllNotFoundException(
                $"libopus cannot be loaded ({failure}): install the Debian package libopus0 (apt-get install libopus0).");
        }
    }

    private static Loaded Load()
    {
        var failure = "";
        foreach (var name in LibraryNames)
        {
            try
            {
                var handle = NativeLibrary.Load(name, Bindings, null);
                if (!NativeLibrary.TryGetExport(handle, VersionFunction, out _))
                {
                    failure = $"{name} has no {VersionFunction}";
                    continue;
                }

                NativeLibrary.SetDllImportResolver(Bindings, (wanted, _, _) => wanted == ImportName ? handle : 0);
                return new Loaded(null);
            }
            catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
            {
                // Only the first name's failure is useful to a reader; the loader's own text for it has several lines.
                failure = failure.Length > 0 ? failure : $"{name} is missing or is not a library for this machine";
            }
        }

        return new Loaded(failure);
    }

    /// <summary>The bindings are internal to Concentus; a test checks that this version of the package has them.</summary>
    private static T FactoryOf<T>(string type)
        where T : Delegate =>
        Bindings.GetType(
            type, throwOnError: true)!.GetMethod("Create", BindingFlags.Public | BindingFlags.Static)!.CreateDelegate<T>();

    private sealed record Loaded(string? Failure);
}
