namespace AudioRooms.Testing;

/// <summary>A SQLite database file in a folder of its own under the system's temporary folder. Disposing deletes the
/// folder.</summary>
public sealed class SqliteFile : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("audiorooms-sqlite-");

    /// <summary>Path of the database file, which does not exist until it is opened.</summary>
    public string Path => System.IO.Path.Combine(folder.FullName, "audiorooms.db");

    /// <summary>Connection string for Microsoft.Data.Sqlite, with its connection pool.</summary>
    public string ConnectionString => $"Data Source={Path}";

    public void Dispose() => folder.Delete(recursive: true);
}
