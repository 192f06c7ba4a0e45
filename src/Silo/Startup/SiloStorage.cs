using System.Data.Common;
using AudioRooms.Grains.Storage;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace AudioRooms.Silo.Startup;

/// <summary>Which database: PostgreSQL if the environment names one, otherwise a SQLite file in the data folder.</summary>
/// <param name="Dialect">Which of the two.</param>
/// <param name="ConnectionString">As the driver takes it; a secret.</param>
internal sealed record SiloStorage(SqlDialect Dialect, string ConnectionString)
{
    public const string DatabaseVariable = "AUDIOROOMS_DATABASE";

    /// <summary>Orleans' name of the driver; the one of SQLite is historical and loads Microsoft.Data.Sqlite.</summary>
    public string Invariant => Dialect == SqlDialect.Sqlite ? "System.Data.SQLite" : "Npgsql";

    public static SiloStorage Choose(DirectoryInfo dataFolder)
    {
        var database = Environment.GetEnvironmentVariable(DatabaseVariable);
        if (!string.IsNullOrEmpty(database))
        {
            return new SiloStorage(SqlDialect.PostgreSql, database);
        }

        var file = new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(dataFolder.FullName, "audiorooms.db"),
            Mode = SqliteOpenMode.ReadWriteCreate,
        };
        return new SiloStorage(SqlDialect.Sqlite, file.ToString());
    }

    public DbDataSource CreateDataSource() => Dialect == SqlDialect.Sqlite
        ? SqliteFactory.Instance.CreateDataSource(ConnectionString)
        : NpgsqlDataSource.Create(ConnectionString);
}
