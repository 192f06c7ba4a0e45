using System.Data.Common;
using AudioRooms.Grains.Storage;
using Orleans.Configuration;

namespace AudioRooms.Silo.Storage;

/// <summary>Orleans' own grain storage in the product's database.</summary>
internal static class GrainStateHosting
{
    /// <summary>
    /// Adds the storage as the default one. It needs the product's <see cref="SqlDatabase"/> and its <see cref="DbDataSource"/>.
    /// </summary>
    public static ISiloBuilder AddGrainState(this ISiloBuilder silo, SiloStorage storage)
    {
        // After all other configuration, because clustering on one machine would set the service id to "dev".
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
