using System.CommandLine;
using System.Data.Common;
using AudioRooms.Contracts;
using AudioRooms.Grains.Storage;
using AudioRooms.Silo.Startup;

namespace AudioRooms.Silo.Storage;

/// <summary>
/// <c>apply-schema</c>: brings the tables up to date and ends. A silo does it at its start as well; before an upgrade of
/// many it is better known whether it can be done at all.
/// </summary>
internal static class SchemaCommand
{
    /// <summary>The command.</summary>
    /// <param name="data">The option that names the data folder, for SQLite.</param>
    public static Command Create(Option<DirectoryInfo> data)
    {
        var command = new Command("apply-schema", "Bring the tables of the database up to date, and end.") { data };
        command.SetAction((result, cancellationToken) => RunAsync(result.GetRequiredValue(data), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(DirectoryInfo folder, CancellationToken cancellationToken)
    {
        try
        {
            Console.WriteLine(await ApplyAsync(folder, cancellationToken));
            return 0;
        }
        catch (StartupException exception)
        {
            await Console.Error.WriteLineAsync($"audiorooms: {exception.Message}");
            return 1;
        }
    }

    private static async Task<string> ApplyAsync(DirectoryInfo folder, CancellationToken cancellationToken)
    {
        var setting = Environment.GetEnvironmentVariable(SiloStorage.DatabaseVariable);
        var storage = SiloStorage.Choose(SiloStorage.Read(string.IsNullOrEmpty(setting) ? null : setting), folder);
        DataFolderLock? held = null;
        if (storage.Dialect == SqlDialect.Sqlite)
        {
            StartupChecks.RequireDataFolder(folder);
            held = DataFolderLock.Take(folder);
            DatabaseFile.Protect(DatabaseFile.PathIn(folder));
        }

        using (held)
        {
            await using var source = storage.CreateDataSource();
            try
            {
                using var database = new SqlDatabase(source, storage.Dialect);
                await SiloTables.EnsureCreatedAsync(database, cancellationToken);
            }
            catch (Exception exception) when (exception is DbException or InvalidOperationException or StorageFullException)
            {
                throw new StartupException(
                    $"The tables of the database{storage.Place} cannot be brought up to date: {exception.Message.TrimEnd('.')}.",
                    exception);
            }

            return $"the tables of the database{storage.Place} are up to date";
        }
    }
}
