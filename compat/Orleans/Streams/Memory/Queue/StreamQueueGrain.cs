using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using Orleans.Configuration;
using Orleans.Streams.Filtering;

namespace Orleans.Streams;

/// <inheritdoc cref="IStreamQueueGrain"/>
/// <remarks>
/// Upstream's agents look for events every 100 ms; here publishing is a call into the agent, which delivers at once. What it holds is
/// lost with its silo, as with upstream's memory streams.
/// </remarks>
[KeepAlive]
[Reentrant]
internal sealed class StreamQueueGrain(
    IServiceProvider services,
    StreamQueues queues,
    ImplicitSubscriptions implicitSubscriptions,
    TimeProvider timeProvider,
    ILogger<StreamQueueGrain> logger) : Grain, IStreamQueueGrain, IDisposable
{
    /// <summary>Deliveries that may wait for slow subscribers before publishers wait as well (upstream's cache size).</summary>
    private const int WaitingDeliveriesMax = 4096;

    private readonly Dictionary<StreamId, QueuedStream> streams = [];
    private readonly CancellationTokenSource stopped = new();
    private string providerName = "";
    private DeliveryContext delivery = null!;
    private long lastSequenceNumber;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var key = this.GetPrimaryKeyString();
        providerName = key[..key.LastIndexOf('/')];
        var options = services.GetRequiredService<IOptionsMonitor<StreamPullingAgentOptions>>().Get(providerName);
        delivery = new DeliveryContext(
            providerName,
            GrainFactory,
            services.GetKeyedService<IStreamFilter>(providerName),
            options.MaxEventDeliveryTime,
            timeProvider,
            logger,
            WaitingDeliveriesMax,
            stopped.Token);

        // Numbers go on rising when the queue starts anew elsewhere.
        lastSequenceNumber = timeProvider.GetUtcNow().UtcTicks;
        this.RegisterGrainTimer(ForgetIdleStreams, options.StreamInactivityPeriod, options.StreamInactivityPeriod, options.StreamInactivityPeriod);
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => stopped.CancelAsync();

    public void Dispose() => stopped.Dispose();

    public async Task PublishAsync(StreamBatch batch)
    {
        await delivery.Room.WaitAsync(stopped.Token);
        var stream = StreamOf(batch.StreamId);
        var numbered = new NumberedBatch(batch, ++lastSequenceNumber);
        stream.LastUsed = timeProvider.GetUtcNow();
        if (stream.IsLoaded)
        {
            stream.Deliver(numbered);
            return;
        }

        // Whoever comes while subscriptions are being read keeps its place behind the first.
        stream.Waiting.Add(numbered);
        stream.Loading ??= LoadAsync(batch.StreamId, stream);
        await stream.Loading;
    }

    public Task SubscriptionAddedAsync(StreamId streamId, StreamSubscriptionRecord subscription)
    {
        if (streams.TryGetValue(streamId, out var stream))
        {
            stream.Add(new SubscriptionDelivery(streamId, subscription, delivery));
        }

        return Task.CompletedTask;
    }

    public Task SubscriptionRemovedAsync(StreamId streamId, Guid subscriptionId)
    {
        if (streams.TryGetValue(streamId, out var stream))
        {
            stream.Remove(subscriptionId);
        }

        return Task.CompletedTask;
    }

    private QueuedStream StreamOf(StreamId streamId)
    {
        if (!streams.TryGetValue(streamId, out var stream))
        {
            streams[streamId] = stream = new QueuedStream();
        }

        return stream;
    }

    private async Task LoadAsync(StreamId streamId, QueuedStream stream)
    {
        var qualified = new QualifiedStreamId(providerName, streamId);
        var kinds = services.GetRequiredService<IOptionsMonitor<StreamPubSubOptions>>().Get(providerName).PubSubType;
        try
        {
            if (kinds != StreamPubSubType.ExplicitGrainBasedOnly)
            {
                foreach (var subscription in implicitSubscriptions.Of(qualified))
                {
                    stream.Add(new SubscriptionDelivery(streamId, subscription, delivery));
                }
            }

            if (kinds != StreamPubSubType.ImplicitOnly)
            {
                foreach (var subscription in await queues.RendezvousOf(qualified).GetSubscriptionsAsync())
                {
                    if (!stream.WasRemovedWhileLoading(subscription.SubscriptionId))
                    {
                        stream.Add(new SubscriptionDelivery(streamId, subscription, delivery));
                    }
                }
            }
        }
        catch
        {
            // Every publisher that waits gets the error; the next one tries again.
            streams.Remove(streamId);
            throw;
        }

        stream.SetLoaded();
    }

    private Task ForgetIdleStreams(TimeSpan inactivity)
    {
        var oldest = timeProvider.GetUtcNow() - inactivity;
        foreach (var (streamId, stream) in streams)
        {
            if (stream.IsIdle && stream.LastUsed < oldest)
            {
                streams.Remove(streamId);
            }
        }

        return Task.CompletedTask;
    }
}
