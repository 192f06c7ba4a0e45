using System.Data.Common;
using System.Globalization;
using Dapper;

namespace AudioRooms.Grains.Storage;

/// <summary>Databases of release 0.1.0. That release numbered its steps in the table <c>schema_version</c> without checksums; its
/// last step left the tables that scripts 1 to 4 make now.</summary>
internal static class FirstRelease
{
    private const int LastProductScript = 1;
    private const int LastOrleansScript = 4;

    // Release 0.1.0 refuses a database with a step that it does not know.
    private const int StepOfLaterReleases = 100;

    private static readonly int[] Steps = [1, 10, 20, 21, 30, 40, 50, 51, 52, 60, 70, 71, 72, 80, 81, 90, 91, 92, 93];

    /// <summary>True if 0.1.0 made the database. Also closes the database to 0.1.0, which would not find its grain state any
    /// more.</summary>
    /// <exception cref="InvalidOperationException">A program from before 0.1.0 made the database.</exception>
    public static async Task<bool> IsMadeByAsync(SqlDialect dialect, DbConnection connection, DbTransaction transaction)
    {
        if (!await HasTableAsync(dialect, "schema_version", connection, transaction))
        {
            return false;
        }

        var steps = (await connection.QueryAsync<int>(
            "SELECT version FROM schema_version ORDER BY version", transaction: transaction)).AsList();
        if (!steps.SequenceEqual(Steps))
        {
            throw new InvalidOperationException(
                $"The database has the steps {Text(steps)} in schema_version, and release 0.1.0 left {Text(Steps)}: "
                + "open it with 0.1.0 first.");
        }

        await connection.ExecuteAsync(
            "INSERT INTO schema_version (version) VALUES (@StepOfLaterReleases)", new { StepOfLaterReleases }, transaction);
        return true;
    }

    /// <summary>Number of the last script whose tables exist. A server that was killed within its first second has none of
    /// Orleans' tables.</summary>
    public static async Task<int> ScriptsOfAsync(SqlDialect dialect, DbConnection connection, DbTransaction transaction) =>
        await HasTableAsync(dialect, "OrleansQuery", connection, transaction) ? LastOrleansScript : LastProductScript;

    private static async Task<bool> HasTableAsync(
        SqlDialect dialect, string name, DbConnection connection, DbTransaction transaction) =>
        await connection.ExecuteScalarAsync<long>(
            dialect == SqlDialect.Sqlite
                ? "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = @name COLLATE NOCASE"
                : "SELECT COUNT(*) FROM pg_class WHERE oid = to_regclass(@name)",
            new { name },
            transaction) > 0;

    private static string Text(IEnumerable<int> steps) =>
        string.Join(", ", steps.Select(step => step.ToString(CultureInfo.InvariantCulture)));
}
