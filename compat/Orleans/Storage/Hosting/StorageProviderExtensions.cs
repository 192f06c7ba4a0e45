using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Providers;
using Orleans.Storage;

namespace Orleans.Runtime.Hosting;

public static class StorageProviderExtensions
{
    /// <summary>
    /// Registers a storage under a name; the one named <see cref="ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME"/> is the default. A
    /// storage that is a lifecycle participant joins the silo's lifecycle.
    /// </summary>
    public static IServiceCollection AddGrainStorage<T>(
        this IServiceCollection collection, string name, Func<IServiceProvider, string, T> implementationFactory)
        where T : IGrainStorage
    {
        ArgumentNullException.ThrowIfNull(implementationFactory);
        collection.AddPersistentStates();
        collection.AddKeyedSingleton<IGrainStorage>(name, (services, key) => implementationFactory(services, (string)key!));
        if (name == ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME)
        {
            collection.TryAddSingleton(static services =>
                services.GetRequiredKeyedService<IGrainStorage>(ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME));
        }

        if (typeof(ILifecycleParticipant<ISiloLifecycle>).IsAssignableFrom(typeof(T)))
        {
            collection.AddSingleton(services => (ILifecycleParticipant<ISiloLifecycle>)services.GetRequiredKeyedService<IGrainStorage>(name));
        }

        return collection;
    }
}
