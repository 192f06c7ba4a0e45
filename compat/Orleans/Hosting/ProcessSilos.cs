using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.StandIn.Hosting;

/// <summary>The silos that run in this process, by cluster, so that clients beside them find them.</summary>
internal sealed class ProcessSilos(IServiceProvider services, IOptions<ClusterOptions> cluster) : ILifecycleParticipant<ISiloLifecycle>
{
    private static readonly ConcurrentDictionary<(string ClusterId, string ServiceId), IServiceProvider> Active = new();

    private (string, string) Key => (cluster.Value.ClusterId, cluster.Value.ServiceId);

    /// <summary>The services of the silo that the client belongs to.</summary>
    public static IServiceProvider Find(IServiceProvider client)
    {
        var options = client.GetRequiredService<IOptions<ClusterOptions>>().Value;
        return Active.TryGetValue((options.ClusterId, options.ServiceId), out var silo)
            ? silo
            : throw new OrleansConfigurationException(
                $"No silo of cluster \"{options.ClusterId}\", service \"{options.ServiceId}\" runs in this process: clients in a process of their own are not built yet in this engine.");
    }

    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe<ProcessSilos>(ServiceLifecycleStage.BecomeActive, StartAsync, StopAsync);

    private Task StartAsync(CancellationToken token)
    {
        Active[Key] = services;
        return Task.CompletedTask;
    }

    private Task StopAsync(CancellationToken token)
    {
        Active.TryRemove(KeyValuePair.Create(Key, services));
        return Task.CompletedTask;
    }
}
