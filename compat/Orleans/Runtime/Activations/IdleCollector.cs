using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.StandIn.Runtime;

/// <summary>Looks for idle activations every collection quantum.</summary>
internal sealed class IdleCollector(Catalog catalog, TimeProvider timeProvider, IOptions<GrainCollectionOptions> options)
    : ILifecycleParticipant<ISiloLifecycle>
{
    private ITimer? _timer;

    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe<IdleCollector>(ServiceLifecycleStage.Active, StartAsync, StopAsync);

    private Task StartAsync(CancellationToken token)
    {
        var quantum = options.Value.CollectionQuantum;
        _timer = timeProvider.CreateTimer(static collector => ((IdleCollector)collector!).Collect(), this, quantum, quantum);
        return Task.CompletedTask;
    }

    private async Task StopAsync(CancellationToken token)
    {
        if (_timer is not null)
        {
            await _timer.DisposeAsync();
        }
    }

    private void Collect()
    {
        try
        {
            // The activations end by themselves; the next look does not depend on them.
            _ = catalog.CollectAsync(age: null);
        }
        catch (Exception exception)
        {
            CatalogLog.CollectionFailed(catalog.Log, exception);
        }
    }
}
