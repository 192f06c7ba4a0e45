using AudioRooms.Testing;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Streams;
using Orleans.TestingHost;

namespace AudioRooms.Streaming.Tests;

/// <summary>
/// Two silos and a network client whose one-way messages are shuffled, delayed and doubled. The clock of live streams stands
/// still, so that a busy machine's delays decide nothing.
/// </summary>
public sealed class ShuffledCluster : IAsyncLifetime
{
    internal const int ItemsMax = 8_192;

    private readonly InProcessTestCluster cluster;

    public ShuffledCluster()
    {
        InProcessTestClusterBuilder builder = new(2);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddKeyedSingleton<TimeProvider>(LiveStreamHostingExtensions.ClockKey, Time);
            silo.AddLiveStreams(LiveCluster.Provider, Configure);
            silo.AddOutgoingGrainCallFilter(Network);
        });
        builder.ConfigureClient(client =>
        {
            client.Services.AddKeyedSingleton<TimeProvider>(LiveStreamHostingExtensions.ClockKey, Time);
            client.AddLiveStreams(LiveCluster.Provider, Configure);
            client.AddOutgoingGrainCallFilter(Network);
        });
        cluster = builder.Build();
    }

    internal ShufflingCallFilter Network { get; } = new(seed: 7);

    internal IStreamProvider InClient => cluster.Client.GetStreamProvider(LiveCluster.Provider);

    private ManualTime Time { get; } = new();

    internal IStreamProvider InSilo(int index) =>
        cluster.Silos[index].ServiceProvider.GetRequiredKeyedService<IStreamProvider>(LiveCluster.Provider);

    public Task InitializeAsync() => cluster.DeployAsync();

    public async Task DisposeAsync()
    {
        await cluster.StopAllSilosAsync();
        await cluster.DisposeAsync();
        Network.Dispose();
    }

    private static void Configure(LiveStreamOptions options)
    {
        options.QueueCapacity = ItemsMax;
        options.OrderWindow = ItemsMax;
    }
}
