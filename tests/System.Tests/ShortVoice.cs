using AudioRooms.Audio;
using AudioRooms.Audio.Ogg;

namespace AudioRooms.System.Tests;

/// <summary>The beginning of a recorded voice, for programs that speak a file to its end: the recordings last a minute.</summary>
internal static class ShortVoice
{
    /// <summary>Writes an Ogg Opus file with the first packets of a voice, unchanged.</summary>
    /// <param name="folder">Folder of the file.</param>
    /// <param name="name">Name of the voice, as in <see cref="Checkout.Voice"/>; "anna" speaks from the first second.</param>
    /// <param name="duration">Duration of the file; whole frames of 20 ms, at most the voice's minute.</param>
    /// <returns>The path of the file.</returns>
    public static string Write(string folder, string name, TimeSpan duration)
    {
        using var whole = File.OpenRead(Checkout.Voice(name));
        OggOpusReader.TryOpen(whole, out var reader, out var error).ShouldBeTrue($"{error}");
        var path = Path.Combine(folder, $"short-{name}.opus");
        using (reader)
        using (var writer = new OggOpusWriter(File.Create(path), reader!.Header, reader.Tags))
        {
            for (var packets = duration / AudioFormat.FrameDuration; packets > 0; packets--)
            {
                reader.TryReadPacket(out var packet).ShouldBeTrue($"{reader.Error}");
                writer.TryWritePacket(packet, out var fault).ShouldBeTrue($"{fault}");
            }

            writer.Finish();
        }

        return path;
    }
}
