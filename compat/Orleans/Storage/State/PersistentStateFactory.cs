using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Orleans.Runtime;

/// <summary>
/// Makes the states that grains ask for. The state's name alone names it in the storage, beside the grain's key: as upstream, two grain
/// classes with the same key type must not use the same state name in one storage.
/// </summary>
public class PersistentStateFactory : IPersistentStateFactory
{
    public IPersistentState<TState> Create<TState>(IGrainContext context, IPersistentStateConfiguration cfg)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(cfg);
        var storage = string.IsNullOrWhiteSpace(cfg.StorageName)
            ? context.ActivationServices.GetService<IGrainStorage>()
            : context.ActivationServices.GetKeyedService<IGrainStorage>(cfg.StorageName);
        return storage is null
            ? throw new BadProviderConfigException(GrainStorageHelpers.Missing(cfg.StorageName, context.GrainId.Type.ToString()))
            : new PersistentState<TState>(GetFullStateName(context, cfg), context, storage);
    }

    protected virtual string GetFullStateName(IGrainContext context, IPersistentStateConfiguration cfg)
    {
        ArgumentNullException.ThrowIfNull(cfg);
        return cfg.StateName;
    }
}
