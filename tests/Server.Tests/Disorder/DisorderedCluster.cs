using System.Data.Common;
using System.Diagnostics.Metrics;
using AudioRooms.Contracts.Media;
using AudioRooms.Grains;
using AudioRooms.Grains.Storage;
using AudioRooms.Streaming;
using AudioRooms.Testing;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;

namespace AudioRooms.Server.Tests.Disorder;

/// <summary>
/// Two silos with a gateway each, between which one-way messages are shuffled and doubled. Two kinds keep their order, because
/// their sender and receiver live in one process in the product: messages from a gateway to the voices of its own devices, and
/// from a listener grain to its gateway.
/// </summary>
public sealed class DisorderedCluster : IAsyncLifetime, IDisposable
{
    private readonly SqliteFile file = new();
    private readonly WebApplication[] gateways = new WebApplication[2];
    private DbDataSource? source;
    private InProcessTestCluster? cluster;

    internal ShufflingCallFilter Network { get; } = new(
        seed: 20, static call => call.MethodName is not (nameof(ISpeakerGrain.SpeakAsync) or nameof(IGatewayRoom.OnPacketAsync)));

    internal GrpcChannel[] Channels { get; } = new GrpcChannel[2];

    internal IGrainFactory Grains => cluster!.Client;

    public async Task InitializeAsync()
    {
        var database = source = SqliteFactory.Instance.CreateDataSource(file.ConnectionString);
        await SchemaMigrations.ApplyAsync(new SqlDatabase(database, SqlDialect.Sqlite), CancellationToken.None);
        var builder = new InProcessTestClusterBuilder(2);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.AddMemoryGrainStorageAsDefault();
            silo.AddLiveStreams(StageStreams.ProviderName);
            silo.AddOutgoingGrainCallFilter(Network);
            silo.Services.AddAudioRoomsGrains(database, SqlDialect.Sqlite);
        });
        cluster = builder.Build();
        await cluster.DeployAsync();
        for (var index = 0; index < gateways.Length; index++)
        {
            var services = cluster.Silos[index].ServiceProvider;
            gateways[index] = await ServerHost.StartGatewayAsync(
                services.GetRequiredService<IGrainFactory>(),
                services.GetRequiredService<IMeterFactory>(),
                services.GetRequiredService<ILocalSiloDetails>());
            Channels[index] = GrpcChannel.ForAddress(
                gateways[index].Services.GetRequiredService<IServer>().Features
                    .Get<IServerAddressesFeature>()!.Addresses
                    .Single());
        }
    }

    public async Task DisposeAsync()
    {
        foreach (var gateway in gateways)
        {
            await gateway.StopAsync();
            await gateway.DisposeAsync();
        }

        await cluster!.StopAllSilosAsync();
        await cluster.DisposeAsync();
        await source!.DisposeAsync();
    }

    public void Dispose()
    {
        foreach (var channel in Channels)
        {
            channel.Dispose();
        }

        Network.Dispose();
        SqliteConnection.ClearAllPools();
        file.Dispose();
    }
}
