using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;

namespace AudioRooms.Grains.Tests.Cluster;

/// <summary>
/// One silo in memory, with grain storage in memory and called as the product's gateway calls it: from the silo's own process.
/// </summary>
internal static class TestSilo
{
    private const string StorageGrains = "memorystorage";

    public static async Task<InProcessTestCluster> StartAsync(Action<ISiloBuilder> configure)
    {
        var builder = new InProcessTestClusterBuilder(1);

        // A network client and a log file that no test reads are half of the time of a start.
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

    /// <summary>The client that runs in the silo; it keeps the order of one-way calls.</summary>
    public static IGrainFactory HostedClient(this InProcessTestCluster cluster) =>
        cluster.Silos[0].ServiceProvider.GetRequiredService<IGrainFactory>();

    /// <summary>Ends every activation, and with them what grain storage in memory holds.</summary>
    public static async Task DeactivateAllAsync(this InProcessTestCluster cluster)
    {
        var active = await cluster.HostedClient().GetGrain<IManagementGrain>(0).GetDetailedGrainStatistics();
        var grains = active.Select(grain => grain.GrainId)
            .Where(grain => !grain.Type.ToString()!.StartsWith("sys.", StringComparison.Ordinal))
            .ToLookup(grain => grain.Type.ToString()!.Contains(StorageGrains, StringComparison.Ordinal));

        // Some grains write as they end.
        await Task.WhenAll(grains[false].Select(cluster.DeactivateAsync));
        await Task.WhenAll(grains[true].Select(cluster.DeactivateAsync));
    }

    public static async Task StopAsync(this InProcessTestCluster cluster)
    {
        await cluster.StopAllSilosAsync();
        await cluster.DisposeAsync();
    }
}
