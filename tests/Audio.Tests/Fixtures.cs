using AudioRooms.Audio.Ogg;

namespace AudioRooms.Audio.Tests;

/// <summary>Files of tests/fixtures and demo, copied beside the test assembly.</summary>
internal static class Fixtures
{
    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "fixtures", name);

    public static string DemoPathOf(string name) => Path.Combine(AppContext.BaseDirectory, "demo", name);

    /// <summary>All packets of an Ogg Opus file, which must be complete.</summary>
    public static List<byte[]> ReadPackets(string path)
    {
        using var reader = Open(path);
        var packets = new List<byte[]>();
        while (reader.TryReadPacket(out var packet))
        {
            packets.Add(packet.ToArray());
        }

        reader.Error.ShouldBe(OggError.None, path);
        return packets;
    }

    public static OggOpusReader Open(string path)
    {
        OggOpusReader.TryOpen(File.OpenRead(path), out var reader, out var error).ShouldBeTrue($"{path}: {error}");
        return reader!;
    }
}
