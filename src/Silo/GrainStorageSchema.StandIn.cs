using AudioRooms.Silo.Startup;
using Orleans.StandIn.AdoNet;

namespace AudioRooms.Silo;

/// <summary>Brings Orleans' own tables into a fresh database: the stand-in knows their scripts.</summary>
internal static class GrainStorageSchema
{
    public static Task EnsureAsync(SiloStorage storage, CancellationToken cancellationToken) =>
        AdoNetSchema.EnsureCreatedAsync(storage.Invariant, storage.ConnectionString, cancellationToken);
}
