namespace AudioRooms.Silo.Startup;

/// <summary>
/// Reserves a data folder with a SQLite file for one process, because two processes would split rooms between them. The operating
/// system releases the lock when the process ends in any way; the file that remains means nothing by itself.
/// </summary>
internal sealed class DataFolderLock : IDisposable
{
    private const string FileName = "audiorooms.lock";

    private readonly FileStream file;

    private DataFolderLock(FileStream file) => this.file = file;

    /// <summary>Takes the lock, or refuses at once. The folder must exist and be writable.</summary>
    /// <exception cref="StartupException">Another process holds the lock.</exception>
    public static DataFolderLock Take(DirectoryInfo folder)
    {
        try
        {
            return new DataFolderLock(new FileStream(
                Path.Combine(folder.FullName, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException exception)
        {
            throw new StartupException(
                $"The data folder {folder.FullName} is in use by another AudioRooms server: stop that server first, or choose "
                    + "another "
                + "folder with --data DIR.",
                exception);
        }
    }

    public void Dispose() => file.Dispose();
}
