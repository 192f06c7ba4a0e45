using AudioRooms.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Streams;
using Orleans.TestingHost;

namespace AudioRooms.Streaming.Tests;

/// <summary>
/// One silo and one client, both with a provider named <c>live</c>: two processes as far as live streams can tell.
/// </summary>
public sealed class LiveCluster : IAsyncLifetime
{
    internal const string Provider = "live";

    /// <summary>A clock that stands still, so that a busy machine's delays decide nothing.</summary>
    private static readonly ManualTime Time = new();

    private readonly TestCluster cluster = new TestClusterBuilder(1)
        .AddSiloBuilderConfigurator<Silo>()
        .AddClientBuilderConfigurator<Client>()
        .Build();

    internal IGrainFactory Grains => cluster.GrainFactory;

    /// <summary>The provider as the silo's own services see it, outside any grain.</summary>
    internal IStreamProvider InSilo => cluster.GetSiloServiceProvider().GetRequiredKeyedService<IStreamProvider>(Provider);

    internal IStreamProvider InClient => cluster.Client.GetStreamProvider(Provider);

    public Task InitializeAsync() => cluster.DeployAsync();

    public async Task DisposeAsync()
    {
        await cluster.StopAllSilosAsync();
        await cluster.DisposeAsync();
    }

    private sealed class Silo : ISiloConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder)
        {
            siloBuilder.Services.AddKeyedSingleton<TimeProvider>(LiveStreamHostingExtensions.ClockKey, Time);
            siloBuilder.AddLiveStreams(Provider);
        }
    }

    private sealed class Client : IClientBuilderConfigurator
    {
        public void Configure(IConfiguration configuration, IClientBuilder clientBuilder)
        {
            clientBuilder.Services.AddKeyedSingleton<TimeProvider>(LiveStreamHostingExtensions.ClockKey, Time);
            clientBuilder.AddLiveStreams(Provider);
        }
    }
}
