namespace AudioRooms.Audio.Tests;

/// <summary>An unused path whose file is deleted when the test ends.</summary>
internal sealed class TemporaryFile(string extension) : IDisposable
{
    public string Path { get; } = System.IO.Path.Combine(
        System.IO.Path.GetTempPath(), $"audiorooms-{Guid.NewGuid():N}{extension}");

    public void Dispose() => File.Delete(Path);
}
