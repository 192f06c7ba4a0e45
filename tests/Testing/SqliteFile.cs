namespace AudioRooms.Testing;

/// <summary>A SQLite database file in a folder of its own under the system's temporary folder, deleted with it.</summary>
public sealed class SqliteFile : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("audiorooms-sqlite-");

    /// <summary>The database file; it does not exist until somebody opens it.</summary>
    public string Path => System.IO.Path.Combine(folder.FullName, "audiorooms.db");

    /// <summary>For Microsoft.Data.Sqlite, with its connection pool.</summary>
    public string ConnectionString => $"Data Source={Path}";

    public void Dispose() => folder.Delete(recursive: true);
}
