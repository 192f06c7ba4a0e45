using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.StandIn.Runtime;

namespace Orleans.TestingHost;

/// <summary>What both kinds of test cluster have: silos, one client, and a way to look at activations.</summary>
internal sealed class ClusterMembers
{
    private readonly List<InProcessSiloHandle> _silos = [];
    private IHost? _clientHost;

    public IReadOnlyList<InProcessSiloHandle> Silos => _silos;

    public IClusterClient Client =>
        _clientHost?.Services.GetRequiredService<IClusterClient>()
        ?? throw new InvalidOperationException("The test cluster has no client yet: deploy it, or initialize the client.");

    public static void RefuseMoreThanOneSilo(int count)
    {
        if (count > 1)
        {
            throw new NotSupportedException(
                $"A test cluster of this engine has one silo and {count} were asked for: clustering is not built yet.");
        }
    }

    public void Add(InProcessSiloHandle silo)
    {
        RefuseMoreThanOneSilo(_silos.Count(static other => other.IsActive) + 1);
        _silos.Add(silo);
    }

    public async Task StartClientAsync(IHost host)
    {
        await StopClientAsync();
        await host.StartAsync();
        _clientHost = host;
    }

    public async Task StopClientAsync()
    {
        if (_clientHost is { } host)
        {
            _clientHost = null;
            await host.StopAsync();
            await InProcessSiloHandle.DisposeHostAsync(host);
        }
    }

    public async Task StopSiloAsync(InProcessSiloHandle silo, bool stopGracefully)
    {
        await silo.StopSiloAsync(stopGracefully);
        _silos.Remove(silo);
    }

    public async Task StopAsync()
    {
        await StopClientAsync();
        foreach (var silo in _silos.ToArray())
        {
            await StopSiloAsync(silo, stopGracefully: true);
        }
    }

    public InProcessSiloHandle SiloOf(SiloAddress? address) =>
        (address is null ? _silos.FirstOrDefault() : _silos.FirstOrDefault(silo => silo.SiloAddress.Equals(address)))
        ?? throw new ArgumentException($"The test cluster has no silo {address}.", nameof(address));

    public bool TryGetGrainContext(GrainId grainId, [NotNullWhen(true)] out IGrainContext? context)
    {
        foreach (var silo in _silos)
        {
            if (silo.ServiceProvider.GetRequiredService<Catalog>().TryGet(grainId, out var activation))
            {
                context = activation;
                return true;
            }
        }

        context = null;
        return false;
    }

    public Task DeactivateAsync(GrainId grainId)
    {
        if (!TryGetGrainContext(grainId, out var context))
        {
            return Task.CompletedTask;
        }

        context.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "The test asked for it."));
        return context.Deactivated;
    }

    public Task WaitForDeactivationAsync(GrainId grainId) =>
        TryGetGrainContext(grainId, out var context) ? context.Deactivated : Task.CompletedTask;
}
