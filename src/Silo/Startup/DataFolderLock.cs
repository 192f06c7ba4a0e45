namespace AudioRooms.Silo.Startup;

/// <summary>
/// Keeps a data folder with a SQLite file to one process: two would split rooms between them. The operating system gives the lock
/// up when the process ends, however it ends; the file stays and means nothing by itself.
/// </summary>
internal sealed class DataFolderLock : IDisposable
{
    private const string FileName = "audiorooms.lock";

    private readonly FileStream file;

    private DataFolderLock(FileStream file) => this.file = file;

    /// <summary>Takes the lock, or refuses at once. The folder exists and can be written.</summary>
    /// <exception cref="StartupException">Another process has it.</exception>
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
                $"The data folder {folder.FullName} is in use by another AudioRooms server: stop that one first, or choose "
                    + "another "
                + "folder with --data DIR.",
                exception);
        }
    }

    public void Dispose() => file.Dispose();
}
