using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Orleans.Streams;

namespace Orleans.Hosting;

/// <summary>The services behind memory streams.</summary>
internal static class MemoryStreamServices
{
    internal static void AddStreamRuntime(this IServiceCollection services)
    {
        services.AddOptions();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ImplicitSubscriptions>();
        services.TryAddSingleton<StreamQueues>();
        services.TryAddSingleton<StreamRuntime>();

        // An activation that gets an event before it attached a handler needs the extension all the same.
        services.TryAddKeyedTransient<IGrainExtension>(
            typeof(IStreamConsumerExtension),
            static (provider, _) => new StreamConsumerExtension(
                provider.GetRequiredService<IGrainContext>(), provider.GetRequiredService<ILogger<StreamConsumerExtension>>()));
    }

    internal static void AddMemoryStreamProvider(this IServiceCollection services, string name)
    {
        services.AddStreamRuntime();
        services.AddKeyedSingleton<IStreamProvider>(name, static (provider, key) => new MemoryStreamProvider((string)key!, provider));
    }
}
