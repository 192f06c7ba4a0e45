using System.Data.Common;
using AudioRooms.Grains.Storage;
using AudioRooms.Silo.Startup;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace AudioRooms.Silo.Storage;

/// <summary>The database: PostgreSQL if the environment names one, otherwise a SQLite file in the data folder.</summary>
/// <param name="Dialect">SQLite or PostgreSQL.</param>
/// <param name="ConnectionString">The driver's connection string, a secret.</param>
internal sealed record SiloStorage(SqlDialect Dialect, string ConnectionString)
{
    public const string DatabaseVariable = "AUDIOROOMS_DATABASE";

    private const string Expected =
        $"{DatabaseVariable} takes an Npgsql connection string with a Host, such as "
        + "Host=db;Database=audiorooms;Username=audiorooms;Password=…; the given value is not such a string.";

    /// <summary>Orleans' name of the driver. The name for SQLite is historical and loads Microsoft.Data.Sqlite.</summary>
    public string Invariant => Dialect == SqlDialect.Sqlite ? "System.Data.SQLite" : "Npgsql";

    /// <summary>Where the database is, for the middle of a sentence; without the secrets of the connection string.</summary>
    public string Place => Dialect == SqlDialect.Sqlite
        ? $" {new SqliteConnectionStringBuilder(ConnectionString).DataSource}"
        : new NpgsqlConnectionStringBuilder(ConnectionString) is { Host: { } host, Database: var database }
            ? $" {database} at {host}"
            : "";

    /// <exception cref="StartupException">The connection string cannot be read.</exception>
    public static string? Read(string? database)
    {
        try
        {
            // The driver's message may quote the string, which is a secret.
            return new NpgsqlConnectionStringBuilder(database).Host is { Length: > 0 } || database is null
                ? database
                : throw new StartupException(Expected);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            throw new StartupException(Expected);
        }
    }

    public static SiloStorage Choose(string? database, DirectoryInfo dataFolder)
    {
        if (!string.IsNullOrEmpty(database))
        {
            return new SiloStorage(SqlDialect.PostgreSql, database);
        }

        var file = new SqliteConnectionStringBuilder
        {
            DataSource = DatabaseFile.PathIn(dataFolder),
            Mode = SqliteOpenMode.ReadWriteCreate,
        };
        return new SiloStorage(SqlDialect.Sqlite, file.ToString());
    }

    public DbDataSource CreateDataSource() => Dialect == SqlDialect.Sqlite
        ? SqliteFactory.Instance.CreateDataSource(ConnectionString)
        : NpgsqlDataSource.Create(ConnectionString);
}
