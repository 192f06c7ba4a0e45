using Orleans.TestingHost;

namespace AudioRooms.Compat.Behaviour.Runtime;

/// <summary>One silo and one client, shared by the tests of a class.</summary>
public sealed class RuntimeCluster : IAsyncLifetime
{
    public InProcessTestCluster Cluster { get; } = Build();

    public IGrainFactory Grains => Cluster.Client;

    public Task InitializeAsync() => Cluster.DeployAsync();

    public async Task DisposeAsync() => await Cluster.DisposeAsync();

    private static InProcessTestCluster Build() => new InProcessTestClusterBuilder(1).Build();
}
