using AudioRooms.Streaming;
using Microsoft.Extensions.Configuration;
using Orleans.TestingHost;

namespace AudioRooms.Benchmarks.LiveStream;

/// <summary>One silo and one client in this process, both with live streams.</summary>
internal static class Cluster
{
    internal const string Provider = "live";

    internal static async Task<TestCluster> StartAsync()
    {
        TestCluster cluster = new TestClusterBuilder(1)
            .AddSiloBuilderConfigurator<Silo>()
            .AddClientBuilderConfigurator<Client>()
            .Build();
        await cluster.DeployAsync();
        return cluster;
    }

    private sealed class Silo : ISiloConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder) => siloBuilder.AddLiveStreams(Provider);
    }

    private sealed class Client : IClientBuilderConfigurator
    {
        public void Configure(IConfiguration configuration, IClientBuilder clientBuilder) =>
            clientBuilder.AddLiveStreams(Provider);
    }
}
