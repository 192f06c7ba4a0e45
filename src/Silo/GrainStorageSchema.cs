using AudioRooms.Silo.Startup;

namespace AudioRooms.Silo;

/// <summary>
/// Brings Orleans' own tables into a fresh database. The real packages hold no scripts either: a deployment on them runs the scripts of
/// Orleans' repository once, and replaces this file.
/// </summary>
internal static class GrainStorageSchema
{
    public static Task ApplyAsync(SiloStorage storage, CancellationToken cancellationToken) =>
        Orleans.StandIn.AdoNet.AdoNetSchema.ApplyAsync(storage.Invariant, storage.ConnectionString, cancellationToken);
}
