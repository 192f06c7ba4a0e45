using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Serialization;
using Orleans.StandIn.Runtime;

namespace Orleans.StandIn.Hosting;

/// <summary>
/// Registers the services that make a client of a silo in the same process: its own references, filters and observers, and
/// the silo's catalog to find the grains.
/// </summary>
internal static class ClientServices
{
    public static void AddClientServices(this IServiceCollection services)
    {
        if (services.Any(static service => service.ServiceType == typeof(Silo)))
        {
            throw new OrleansConfigurationException("A host is either a silo or a client: do not call both UseOrleans and UseOrleansClient.");
        }

        if (services.Any(static service => service.ServiceType == typeof(ClusterClient)))
        {
            return;
        }

        services.AddOptions();
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.AddCallTesting();
        services.AddSerializer();
        services.AddSingleton(static provider => ProcessSilos.Find(provider).GetRequiredService<Catalog>());
        services.AddSingleton<MessagingOptions>(static provider => provider.GetRequiredService<IOptions<ClientMessagingOptions>>().Value);
        services.AddCalls();
        services.AddSingleton(static provider => new ClusterClient(provider.GetRequiredService<GrainFactory>(), provider));
        services.AddSingleton<IClusterClient>(static provider => provider.GetRequiredService<ClusterClient>());
        services.TryAddSingleton<IGrainFactory>(static provider => provider.GetRequiredService<GrainFactory>());
        services.AddHostedService<ClientHostedService>();
    }
}
