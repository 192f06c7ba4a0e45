using AudioRooms.Silo.Startup;

namespace AudioRooms.Silo;

/// <summary>
/// Requires Orleans' own tables. The real packages hold no scripts: whoever deploys on them runs those of Orleans' source tree once, for the
/// database in use (Main, then Persistence).
/// </summary>
internal static class GrainStorageSchema
{
    public static async Task EnsureAsync(SiloStorage storage, CancellationToken cancellationToken)
    {
        await using var source = storage.CreateDataSource();
        await using var command = source.CreateCommand("SELECT COUNT(*) FROM OrleansQuery");
        try
        {
            await command.ExecuteScalarAsync(cancellationToken);
        }
        catch (System.Data.Common.DbException exception)
        {
            throw new StartupException(
                "The database has no Orleans tables: run Orleans' scripts Main and Persistence for this database once.", exception);
        }
    }
}
