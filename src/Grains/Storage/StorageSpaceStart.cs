namespace AudioRooms.Grains.Storage;

/// <summary>Makes the figures of the storage with the silo: before a write fails nothing else may ask for them.</summary>
internal sealed class StorageSpaceStart(StorageSpace space) : ILifecycleParticipant<ISiloLifecycle>
{
    public void Participate(ISiloLifecycle lifecycle) => GC.KeepAlive(space);
}
