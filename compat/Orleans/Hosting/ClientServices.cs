using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Configuration;
using Orleans.StandIn.Runtime;

namespace Orleans.StandIn.Hosting;

/// <summary>Registers the services that make a client of a silo in the same process.</summary>
internal static class ClientServices
{
    public static void AddClientServices(this IServiceCollection services)
    {
        services.AddOptions();
        services.AddOptions<ClusterOptions>();
        services.TryAddSingleton<IClusterClient>(static provider => new ClusterClient(ProcessSilos.FactoryFor(provider), provider));
        services.TryAddSingleton<IGrainFactory>(static provider => provider.GetRequiredService<IClusterClient>());
        services.AddHostedService<ClientHostedService>();
    }
}
