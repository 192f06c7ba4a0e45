using System.Data.Common;
using System.Diagnostics.Metrics;
using System.Net;
using AudioRooms.Contracts.Media;
using AudioRooms.Gateway;
using AudioRooms.Grains;
using AudioRooms.Grains.Storage;
using AudioRooms.Protocol.Bounds;
using AudioRooms.Streaming;
using AudioRooms.Testing;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.TestingHost;

namespace AudioRooms.Server.Tests;

/// <summary>The gateway on a loopback port with the real grains and a real database, all in this process.</summary>
public sealed class ServerHost : IAsyncLifetime, IDisposable
{
    internal const string OperatorKey = "operator-key-of-the-tests";

    private readonly SqliteFile file = new();
    private DbDataSource? source;
    private InProcessTestCluster? cluster;
    private WebApplication? app;

    internal GrpcChannel Channel { get; private set; } = null!;

    /// <summary>The address of gRPC, without TLS.</summary>
    internal Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>The client in the silo, which the product's gateway uses, too.</summary>
    internal IGrainFactory Grains => cluster!.Silos[0].ServiceProvider.GetRequiredService<IGrainFactory>();

    /// <summary>The content of <c>/metrics</c>.</summary>
    internal async Task<string> MetricsAsync()
    {
        using var http = new HttpClient
        {
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        return await http.GetStringAsync(new Uri(Address, "/metrics"));
    }

    internal static Metadata Operator => new() { { "operator-key", OperatorKey } };

    public async Task InitializeAsync()
    {
        var database = source = SqliteFactory.Instance.CreateDataSource(file.ConnectionString);
        await SchemaMigrations.ApplyAsync(new SqlDatabase(database, SqlDialect.Sqlite), CancellationToken.None);
        var silo = new InProcessTestClusterBuilder(1);
        silo.Options.InitializeClientOnDeploy = false;
        silo.Options.ConfigureFileLogging = false;
        silo.ConfigureSilo((_, builder) =>
        {
            builder.AddMemoryGrainStorageAsDefault();
            builder.AddLiveStreams(StageStreams.ProviderName);
            builder.Services.AddAudioRoomsGrains(database, SqlDialect.Sqlite);

            // These tests do not measure how slow a hash is.
            builder.Services.Configure<PasswordHasherOptions>(options => options.IterationCount = 1);
        });
        cluster = silo.Build();
        await cluster.DeployAsync();
        app = await StartGatewayAsync(Grains, cluster.GetSiloServiceProvider().GetRequiredService<IMeterFactory>());
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        Channel = GrpcChannel.ForAddress(Address);
    }

    public async Task DisposeAsync()
    {
        await app!.StopAsync();
        await app.DisposeAsync();
        await cluster!.StopAllSilosAsync();
        await cluster.DisposeAsync();
        await source!.DisposeAsync();
    }

    public void Dispose()
    {
        Channel.Dispose();
        SqliteConnection.ClearAllPools();
        file.Dispose();
    }

    internal static async Task<WebApplication> StartGatewayAsync(
        IGrainFactory grains, IMeterFactory meters, ILocalSiloDetails? silo = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.WebHost.UseUrls();
        builder.Services.AddSingleton(grains);
        if (silo is not null)
        {
            builder.Services.AddSingleton(silo);
        }

        // As in the product, where silo and gateway are one host with one page of metrics.
        builder.Services.AddSingleton(meters);
        builder.Services.AddAudioRoomsGateway(options =>
        {
            options.SigningKey = [.. Enumerable.Repeat((byte)7, 32)];
            options.OperatorKey = OperatorKey;
            options.Guests.ConnectionsMax = 1;

            // Nothing here may depend on the machine's speed: no packet is too early or too old.
            options.Session.PacketsPerSecond = 1_000;
            options.Session.PacketBurst = 200;
            options.Session.AudioBytesPerSecond = 1_000_000;
            options.FanOut.AckWindow = TimeSpan.FromSeconds(2);
            options.FanOut.Replay = TimeSpan.FromSeconds(10);

            // The tests make thousands of calls from one address in a minute.
            options.Limits.Changes = string.Join(
                ';', RateLimits.Defaults.Select(row => $"{row.Name}.account=none;{row.Name}.address=none"));
        });
        var app = builder.Build();
        app.MapAudioRoomsGateway();
        await app.StartAsync();
        return app;
    }
}
