using Microsoft.Extensions.DependencyInjection;
using Orleans.Core;
using Orleans.Providers;
using Orleans.Storage;

namespace Orleans.Streams;

/// <inheritdoc cref="IPubSubRendezvousGrain"/>
internal sealed class PubSubRendezvousGrain(StreamQueues queues) : Grain, IPubSubRendezvousGrain
{
    private StateStorageBridge<PubSubState> storage = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // A provider may have a storage of its own for this; else all share one.
        var provider = this.GetPrimaryKeyString().Split('/', 2)[0];
        var store = ServiceProvider.GetKeyedService<IGrainStorage>(provider)
            ?? ServiceProvider.GetKeyedService<IGrainStorage>(ProviderConstants.DEFAULT_PUBSUB_PROVIDER_NAME)
            ?? throw new BadProviderConfigException(PubSubStorage.Missing(provider));
        storage = new StateStorageBridge<PubSubState>("PubSubRendezvous", GrainContext, store);
        return ((IStorage)storage).ReadStateAsync(cancellationToken);
    }

    public async Task SubscribeAsync(QualifiedStreamId stream, StreamSubscriptionRecord subscription)
    {
        var subscriptions = storage.State.Subscriptions;
        if (!subscriptions.Exists(one => one.SubscriptionId == subscription.SubscriptionId))
        {
            await SaveAsync(new PubSubState { Subscriptions = [.. subscriptions, subscription] });
        }

        await queues.Of(stream).SubscriptionAddedAsync(stream.StreamId, subscription);
    }

    public async Task UnsubscribeAsync(QualifiedStreamId stream, Guid subscriptionId)
    {
        var left = storage.State.Subscriptions.FindAll(one => one.SubscriptionId != subscriptionId);
        if (left.Count < storage.State.Subscriptions.Count)
        {
            await SaveAsync(new PubSubState { Subscriptions = left });
        }

        await queues.Of(stream).SubscriptionRemovedAsync(stream.StreamId, subscriptionId);
    }

    public Task<List<StreamSubscriptionRecord>> GetSubscriptionsAsync() => Task.FromResult(storage.State.Subscriptions);

    /// <summary>What could not be stored is not in effect either.</summary>
    private async Task SaveAsync(PubSubState state)
    {
        var before = storage.State;
        storage.State = state;
        try
        {
            await (state.Subscriptions.Count == 0 ? storage.ClearStateAsync() : storage.WriteStateAsync());
        }
        catch
        {
            storage.State = before;
            throw;
        }
    }
}

/// <summary>The stored subscriptions of one stream.</summary>
[GenerateSerializer]
internal sealed class PubSubState
{
    [Id(0)]
    public List<StreamSubscriptionRecord> Subscriptions { get; set; } = [];
}
