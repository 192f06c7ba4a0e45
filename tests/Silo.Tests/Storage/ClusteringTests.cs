using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;

namespace AudioRooms.Silo.Tests.Storage;

/// <summary>Orleans silos that find each other through the project's statements.</summary>
public sealed class ClusteringTests(PostgresTables tables) : IClassFixture<PostgresTables>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Start_TwoSilosOfOneDatabase_AreOneClusterUntilOneStops()
    {
        var connectionString = await tables.CreateAsync();
        using var first = await StartAsync(connectionString);
        using var second = await StartAsync(connectionString);
        var membership = first.Services.GetRequiredService<IClusterMembershipService>();
        var secondAddress = second.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress;

        await UntilAsync(membership, secondAddress, SiloStatus.Active);
        await second.StopAsync();
        await UntilAsync(membership, secondAddress, SiloStatus.Dead);

        membership.CurrentSnapshot.Members.Values.Count(member => member.Status == SiloStatus.Active).ShouldBe(1);
        await first.StopAsync();
    }

    private static async Task UntilAsync(IClusterMembershipService membership, SiloAddress silo, SiloStatus status)
    {
        using var limit = new CancellationTokenSource(Limit);
        await foreach (var snapshot in membership.MembershipUpdates.WithCancellation(limit.Token))
        {
            if (snapshot.GetSiloStatus(silo) == status)
            {
                return;
            }
        }
    }

    private static async Task<IHost> StartAsync(string connectionString)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.UseOrleans(silo => silo
            .UseAdoNetClustering(options =>
            {
                options.Invariant = "Npgsql";
                options.ConnectionString = connectionString;
            })
            .ConfigureEndpoints(IPAddress.Loopback, FreePort(), FreePort())
            .Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = ("tests", "tests")));
        var host = builder.Build();
        try
        {
            await host.StartAsync();
            return host;
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
