using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;

namespace AudioRooms.Compat.Behaviour.Storage;

/// <summary>One silo in this process, in a cluster of its own.</summary>
internal sealed class TestSilo : IAsyncDisposable
{
    private readonly IHost host;

    private TestSilo(IHost host) => this.host = host;

    internal IGrainFactory Grains => host.Services.GetRequiredService<IGrainFactory>();

    internal IClusterClient Client => host.Services.GetRequiredService<IClusterClient>();

    /// <param name="configure">Storages, reminders, streams, services.</param>
    /// <param name="time">The silo's clock; the system's when missing.</param>
    internal static async Task<TestSilo> StartAsync(Action<ISiloBuilder> configure, TimeProvider? time = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        if (time is not null)
        {
            builder.Services.AddSingleton(time);
        }

        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering();
            silo.Services.Configure<ClusterOptions>(options =>
            {
                options.ClusterId = $"cluster-{Guid.NewGuid():N}";
                options.ServiceId = "tests";
            });
            configure(silo);
        });
        var host = builder.Build();
        try
        {
            await host.StartAsync();
            return new TestSilo(host);
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
    }
}
