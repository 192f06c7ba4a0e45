using Microsoft.Data.Sqlite;

namespace AudioRooms.Silo.Storage;

/// <summary>
/// The SQLite file of a data folder. The newest writes are in the files beside it (<c>-wal</c>, with the index <c>-shm</c>) until
/// SQLite moves them into the file, so the three belong together.
/// </summary>
internal static class DatabaseFile
{
    public const string Name = "audiorooms.db";

    /// <summary>Endings of the database file and of the files that SQLite keeps beside it.</summary>
    public static readonly IReadOnlyList<string> Endings = ["", "-wal", "-shm"];

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>Full path of the database in a data folder.</summary>
    public static string PathIn(DirectoryInfo folder) => Path.Combine(folder.FullName, Name);

    /// <summary>
    /// Creates an empty file that only its owner may read, if there is none; SQLite gives the files beside it the same mode. An
    /// existing file gets that mode, too.
    /// </summary>
    public static void Protect(string path)
    {
        if (!File.Exists(path))
        {
            CreateEmpty(path);
            return;
        }

        foreach (var file in Endings.Select(ending => path + ending).Where(File.Exists))
        {
            if ((File.GetUnixFileMode(file) & Others) != 0)
            {
                File.SetUnixFileMode(file, OwnerOnly);
            }
        }
    }

    /// <summary>Creates an empty file that only its owner may read.</summary>
    /// <exception cref="IOException">The file exists already.</exception>
    public static void CreateEmpty(string path) => new FileStream(
        path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly })
            .Dispose();

    /// <summary>Connection string for an existing database, without the pool, so that no connection outlives its use.</summary>
    public static string Existing(string path) => new SqliteConnectionStringBuilder
    {
        DataSource = path,
        Mode = SqliteOpenMode.ReadWrite,
        Pooling = false,
    }.ToString();
}
