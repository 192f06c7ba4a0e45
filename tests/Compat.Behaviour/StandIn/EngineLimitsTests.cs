using AudioRooms.Compat.Behaviour.Runtime;
using Microsoft.Extensions.Hosting;
using Orleans.TestingHost;

namespace AudioRooms.Compat.Behaviour.StandIn;

/// <summary>What this engine refuses and upstream does not; not run against upstream.</summary>
public sealed class EngineLimitsTests
{
    [Fact]
    public async Task TestCluster_TwoSilos_IsRefusedInOneSentence()
    {
        await using var cluster = new TestClusterBuilder(2).Build();

        var exception = await Should.ThrowAsync<NotSupportedException>(() => cluster.DeployAsync());

        exception.Message.ShouldContain("clustering is not built yet");
    }

    [Fact]
    public async Task UseAdoNetClustering_Start_IsRefusedInOneSentence()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.UseOrleans(silo => silo.UseAdoNetClustering(options => options.Invariant = "Npgsql"));
        using var host = builder.Build();

        var exception = await Should.ThrowAsync<OrleansConfigurationException>(() => host.StartAsync());

        exception.Message.ShouldContain("UseAdoNetClustering is not built yet");
    }

    [Fact]
    public async Task Client_WithoutSiloInTheProcess_IsRefusedInOneSentence()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.UseOrleansClient(client => client.UseLocalhostClustering(serviceId: "nowhere", clusterId: "nowhere"));
        using var host = builder.Build();

        var exception = await Should.ThrowAsync<OrleansConfigurationException>(() => host.StartAsync());

        exception.Message.ShouldContain("No silo of cluster \"nowhere\"");
    }

    [Fact]
    public async Task StoppedSilo_Call_IsRefused()
    {
        var cluster = new InProcessTestClusterBuilder(1).Build();
        await cluster.DeployAsync();
        var grain = cluster.Client.GetGrain<ITurnGrain>("stopped");
        await grain.GetTotalAsync();
        await cluster.StopSiloAsync(cluster.Silos[0]);

        await Should.ThrowAsync<SiloUnavailableException>(() => grain.GetTotalAsync());
    }
}
