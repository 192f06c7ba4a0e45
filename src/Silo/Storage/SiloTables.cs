using AudioRooms.Grains.Storage;

namespace AudioRooms.Silo.Storage;

/// <summary>
/// All tables of a silo's database: the product's, and those of Orleans' ADO.NET providers for grain state, reminders and
/// members. Orleans' packages contain no scripts for the latter, so they are the project's own: <c>Schema/NNNN-orleans-….sql</c>.
/// </summary>
internal static class SiloTables
{
    /// <summary>Updates all tables to the newest version in one transaction. Several silos may do so at once.</summary>
    /// <exception cref="InvalidOperationException">
    /// As for <see cref="SchemaMigrations"/>; or a row of release 0.1.0 cannot be read.
    /// </exception>
    public static Task EnsureCreatedAsync(SqlDatabase database, CancellationToken cancellationToken) =>
        SchemaMigrations.ApplyAsync(
            database,
            Scripts(database.Dialect),
            (connection, transaction) => FirstReleaseState.MoveAsync(database.Dialect, connection, transaction),
            cancellationToken);

    internal static IReadOnlyList<SchemaScript> Scripts(SqlDialect dialect) =>
        [.. SchemaScripts.OfProduct(dialect)
            .Concat(SchemaScripts.Of(typeof(SiloTables).Assembly, dialect))
            .OrderBy(script => script.Number)];
}
