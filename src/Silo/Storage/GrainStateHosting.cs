using System.Data.Common;
using AudioRooms.Grains.Storage;
using Orleans.Configuration;

namespace AudioRooms.Silo.Storage;

/// <summary>Orleans' own grain storage over the product's database.</summary>
internal static class GrainStateHosting
{
    /// <summary>
    /// Adds the storage as the default one. Needs the product's <see cref="SqlDatabase"/> and its <see cref="DbDataSource"/>.
    /// </summary>
    public static ISiloBuilder AddGrainState(this ISiloBuilder silo, SiloStorage storage)
    {
        // After all others: clustering on one machine would call every such product "dev".
        silo.Services.PostConfigure<ClusterOptions>(cluster => cluster.ServiceId = ServiceIdentity.ServiceId);
        return silo.AddAdoNetGrainStorageAsDefault(options => options.Configure<SqlDatabase, DbDataSource>(
            (one, database, source) => Configure(one, storage, database, source)));
    }

    internal static void Configure(
        AdoNetGrainStorageOptions options, SiloStorage storage, SqlDatabase database, DbDataSource source)
    {
        options.Invariant = storage.Invariant;
        options.DataSource = database.Dialect == SqlDialect.Sqlite
            ? new GrainStateSource(database, storage.ConnectionString)
            : source;
        options.GrainStorageSerializer = new GrainStateJson();
        options.HashPicker = new WholeKeyHasherPicker();
    }
}
