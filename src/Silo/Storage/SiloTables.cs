using AudioRooms.Grains.Storage;

namespace AudioRooms.Silo.Storage;

/// <summary>
/// All tables of a silo's database: the product's, and those in which Orleans' ADO.NET providers keep grain state, reminders and
/// the cluster's members. Orleans' packages hold no scripts for the latter, so these are the project's own:
/// <c>Schema/NNNN-orleans-….sql</c>.
/// </summary>
internal static class SiloTables
{
    /// <summary>Brings all tables to the newest version in one transaction. Several silos may start at once.</summary>
    /// <exception cref="InvalidOperationException">As <see cref="SchemaMigrations"/>;
    /// or a row of release 0.1.0 cannot be read.</exception>
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
