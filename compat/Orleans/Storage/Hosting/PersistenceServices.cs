using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Storage;

namespace Orleans.Runtime.Hosting;

/// <summary>What every silo needs for grain state, whatever storages it has.</summary>
internal static class PersistenceServices
{
    internal static IServiceCollection AddPersistentStates(this IServiceCollection services)
    {
        services.TryAddSingleton<IPersistentStateFactory, PersistentStateFactory>();
        services.TryAddSingleton<IAttributeToFactoryMapper<PersistentStateAttribute>, PersistentStateAttributeMapper>();
        services.TryAddSingleton<IGrainStorageSerializer>(
            static provider => new StateJsonSerializer([new GrainReferenceJsonConverterFactory(provider)]));
        return services;
    }
}
