namespace AudioRooms.Audio.Tests;

/// <summary>A path that is free, and whose file goes when the test ends.</summary>
internal sealed class TemporaryFile(string extension) : IDisposable
{
    public string Path { get; } = System.IO.Path.Combine(
        System.IO.Path.GetTempPath(), $"audiorooms-{Guid.NewGuid():N}{extension}");

    public void Dispose() => File.Delete(Path);
}
