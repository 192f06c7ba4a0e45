namespace AudioRooms.Grains.Storage;

/// <summary>Creates the storage metrics when the silo starts; before the first failed write nothing else would create
/// them.</summary>
internal sealed class StorageSpaceStart(StorageSpace space) : ILifecycleParticipant<ISiloLifecycle>
{
    public void Participate(ISiloLifecycle lifecycle) => GC.KeepAlive(space);
}
