using System.CommandLine;
using System.Globalization;
using AudioRooms.Silo.Startup;

namespace AudioRooms.Silo.Storage;

/// <summary><c>./audiorooms backup</c> and <c>./audiorooms restore</c>: copies of a data folder's SQLite file.</summary>
internal static class BackupCommands
{
    /// <param name="data">The option that names the data folder.</param>
    public static IEnumerable<Command> Create(Option<DirectoryInfo> data)
    {
        yield return CreateBackup(data);
        yield return CreateRestore(data);
    }

    private static Command CreateBackup(Option<DirectoryInfo> data)
    {
        var file = new Argument<FileInfo?>("FILE")
        {
            Description = "file of the backup; the default is audiorooms-<time>.db in this folder",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command(
            "backup", "Copy the database and check the copy; the server may run meanwhile.") { file, data };
        command.SetAction((result, cancellationToken) => RunAsync(
            () => BackUpAsync(
                result.GetRequiredValue(data), result.GetValue(file) ?? Named("audiorooms-", ".db"), cancellationToken)));
        return command;
    }

    private static Command CreateRestore(Option<DirectoryInfo> data)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "a backup" };
        var replace = new Option<bool>(
            "--replace") { Description = "rename an existing database to audiorooms.db.replaced-<time>" };
        var command = new Command("restore", "Put a backup into a data folder that no server uses.") { file, data, replace };
        command.SetAction((result, cancellationToken) => RunAsync(
            () => RestoreAsync(
                result.GetRequiredValue(file), result.GetRequiredValue(data), result.GetValue(replace), cancellationToken)));
        return command;
    }

    private static async Task<string> BackUpAsync(DirectoryInfo folder, FileInfo to, CancellationToken cancellationToken)
    {
        var from = DatabaseFile.PathIn(folder);
        if (!File.Exists(from))
        {
            throw new StartupException($"There is no database in {folder.FullName}: name the data folder with --data DIR.");
        }

        if (File.Exists(to.FullName))
        {
            throw new StartupException($"{to.FullName} exists already: choose another name for the backup.");
        }

        await DatabaseCopy.WriteAsync(from, to.FullName, makeWay: null, cancellationToken);
        return string.Create(CultureInfo.InvariantCulture, $"backup {to.FullName}: {SizeOf(to.FullName):0.0} MB, checked");
    }

    private static async Task<string> RestoreAsync(
        FileInfo from, DirectoryInfo folder, bool isReplacing, CancellationToken cancellationToken)
    {
        if (!File.Exists(from.FullName))
        {
            throw new StartupException($"There is no file {from.FullName}.");
        }

        await DatabaseCopy.RequireSoundAsync(from.FullName, cancellationToken);
        StartupChecks.RequireDataFolder(folder);
        using var held = DataFolderLock.Take(folder);
        var to = DatabaseFile.PathIn(folder);
        if (File.Exists(to) && !isReplacing)
        {
            throw new StartupException(
                $"The data folder {folder.FullName} has a database already: add --replace to rename that database, or choose "
                + "another folder with "
                + "--data DIR.");
        }

        var aside = "";
        await DatabaseCopy.WriteAsync(from.FullName, to, () => aside = PutAside(to), cancellationToken);
        var told = string.Create(CultureInfo.InvariantCulture, $"restored {to}: {SizeOf(to):0.0} MB, checked");
        return aside.Length == 0 ? told : $"{told}; the previous database is now {aside}";
    }

    // All files of SQLite are moved, so that the old database can still be opened. A log left behind would be applied to the
    // restored database.
    private static string PutAside(string path)
    {
        var kept = DatabaseFile.Endings.Where(ending => File.Exists(path + ending)).ToList();
        var aside = kept.Count == 0 ? "" : Named($"{path}.replaced-", "").FullName;
        kept.ForEach(ending => File.Move(path + ending, aside + ending));
        return aside;
    }

    private static FileInfo Named(string beginning, string ending) => new(
        beginning + TimeProvider.System.GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture) + ending);

    private static double SizeOf(string path) => new FileInfo(path).Length / 1_048_576.0;

    private static async Task<int> RunAsync(Func<Task<string>> work)
    {
        try
        {
            if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable(SiloStorage.DatabaseVariable)))
            {
                throw new StartupException(
                    $"{SiloStorage.DatabaseVariable} names a PostgreSQL database: back it up with pg_dump and restore it with "
                    + "pg_restore.");
            }

            Console.WriteLine(await work());
            return 0;
        }
        catch (StartupException exception)
        {
            await Console.Error.WriteLineAsync($"audiorooms: {exception.Message}");
            return 1;
        }
    }
}
