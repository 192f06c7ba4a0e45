using System.Data.Common;
using System.Globalization;
using Dapper;

namespace AudioRooms.Grains.Storage;

/// <summary>
/// Databases of release 0.1.0: it numbered its steps in table <c>schema_version</c>, without checksums, and its last step left
/// the tables that scripts 1 to 4 make now.
/// </summary>
internal static class FirstRelease
{
    private const int LastProductScript = 1;
    private const int LastOrleansScript = 4;

    // 0.1.0 refuses a database with a step that it does not know.
    private const int StepOfLaterReleases = 100;

    private static readonly int[] Steps = [1, 10, 20, 21, 30, 40, 50, 51, 52, 60, 70, 71, 72, 80, 81, 90, 91, 92, 93];

    /// <summary>True if 0.1.0 made the database. Closes it to 0.1.0, which would look for its grain state in vain.</summary>
    /// <exception cref="InvalidOperationException">A program from before 0.1.0 made it.</exception>
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

    /// <summary>
    /// The last script whose tables the database has. A server that was killed within its first second had made none of Orleans'
    /// tables yet.
    /// </summary>
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
