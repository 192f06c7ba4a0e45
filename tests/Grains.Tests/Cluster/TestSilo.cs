using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;

namespace AudioRooms.Grains.Tests.Cluster;

/// <summary>One silo in memory with grain storage in memory. Tests call it from its own process, as the product's gateway
/// does.</summary>
internal static class TestSilo
{
    private const string StorageGrains = "memorystorage";

    public static async Task<InProcessTestCluster> StartAsync(Action<ISiloBuilder> configure)
    {
        var builder = new InProcessTestClusterBuilder(1);

        // Without these two, which no test uses, a start takes half the time.
        builder.Options.InitializeClientOnDeploy = false;
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) =>
        {
            silo.AddMemoryGrainStorageAsDefault();
            configure(silo);
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return cluster;
    }

    /// <summary>The client inside the silo, which keeps the order of one-way calls.</summary>
    public static IGrainFactory HostedClient(this InProcessTestCluster cluster) =>
        cluster.Silos[0].ServiceProvider.GetRequiredService<IGrainFactory>();

    /// <summary>Ends every activation, and thereby clears the grain storage in memory.</summary>
    public static async Task DeactivateAllAsync(this InProcessTestCluster cluster)
    {
        var active = await cluster.HostedClient().GetGrain<IManagementGrain>(0).GetDetailedGrainStatistics();
        var grains = active.Select(grain => grain.GrainId)
            .Where(grain => !grain.Type.ToString()!.StartsWith("sys.", StringComparison.Ordinal))
            .ToLookup(grain => grain.Type.ToString()!.Contains(StorageGrains, StringComparison.Ordinal));

        // Storage grains end last, because some grains write when they end.
        await Task.WhenAll(grains[false].Select(cluster.DeactivateAsync));
        await Task.WhenAll(grains[true].Select(cluster.DeactivateAsync));
    }

    public static async Task StopAsync(this InProcessTestCluster cluster)
    {
        await cluster.StopAllSilosAsync();
        await cluster.DisposeAsync();
    }
}
