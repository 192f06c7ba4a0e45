using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.StandIn.Hosting;

namespace Orleans.Hosting;

public static class AdoNetHostingExtensions
{
    /// <summary>Silos find each other through a database.</summary>
    public static ISiloBuilder UseAdoNetClustering(this ISiloBuilder builder, Action<AdoNetClusteringSiloOptions> configureOptions)
    {
        ArgumentNullException.ThrowIfNull(configureOptions);
        builder.Services.Configure(configureOptions);
        builder.Services.AddSingleton<IConfigurationValidator, AdoNetClusteringRefusal>();
        return builder;
    }

    /// <summary>The client finds silos through a database.</summary>
    public static IClientBuilder UseAdoNetClustering(this IClientBuilder builder, Action<AdoNetClusteringClientOptions> configureOptions)
    {
        ArgumentNullException.ThrowIfNull(configureOptions);
        builder.Services.Configure(configureOptions);
        builder.Services.AddSingleton<IConfigurationValidator, AdoNetClusteringRefusal>();
        return builder;
    }
}
