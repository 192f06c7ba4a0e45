using Orleans.Core;

namespace Orleans;

/// <summary>A grain with one state, kept in the storage that <see cref="Providers.StorageProviderAttribute"/> names.</summary>
public class Grain<TGrainState> : Grain
{
    private readonly IStorage<TGrainState> _storage;

    protected Grain()
    {
        _storage = Runtime.GetStorage<TGrainState>(GrainContext);
    }

    /// <summary>For tests of grain code without a silo.</summary>
    protected Grain(IStorage<TGrainState> storage)
    {
        _storage = storage;
    }

    protected TGrainState State
    {
        get => _storage.State;
        set => _storage.State = value;
    }

    protected virtual Task ReadStateAsync() => _storage.ReadStateAsync();

    protected virtual Task WriteStateAsync() => _storage.WriteStateAsync();

    protected virtual Task ClearStateAsync() => _storage.ClearStateAsync();
}
