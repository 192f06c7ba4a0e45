using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Streams.Core;

namespace Orleans.Streams;

/// <summary>The handlers that one activation has attached to its subscriptions. They end with the activation, the subscriptions do not.</summary>
internal sealed partial class StreamConsumerExtension(IGrainContext grain, ILogger<StreamConsumerExtension> logger) : IStreamConsumerExtension
{
    private readonly Dictionary<Guid, IStreamHandler> handlers = [];

    public async Task DeliverAsync(Guid subscriptionId, string providerName, StreamBatch batch, long sequenceNumber)
    {
        if (!handlers.TryGetValue(subscriptionId, out var handler))
        {
            if (grain.GrainInstance is IStreamSubscriptionObserver observer)
            {
                var provider = grain.ActivationServices.GetRequiredKeyedService<IStreamProvider>(providerName);
                await observer.OnSubscribed(new StreamSubscriptionHandleFactory(provider, batch.StreamId, subscriptionId));
                handlers.TryGetValue(subscriptionId, out handler);
            }

            if (handler is null)
            {
                // As upstream: trying again would not help, since nothing in the grain would attach a handler.
                LogNoHandler(logger, grain.GrainId, batch.StreamId, sequenceNumber);
                return;
            }
        }

        await handler.HandleAsync(batch, sequenceNumber);
    }

    public Task ReportErrorAsync(Guid subscriptionId, Exception error) =>
        handlers.TryGetValue(subscriptionId, out var handler) ? handler.HandleErrorAsync(error) : Task.CompletedTask;

    internal void Attach(Guid subscriptionId, IStreamHandler handler) => handlers[subscriptionId] = handler;

    internal void Detach(Guid subscriptionId) => handlers.Remove(subscriptionId);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "{GrainId} has no handler for event {SequenceNumber} of stream {StreamId}, which is lost: attach one with ResumeAsync in "
            + "OnActivateAsync, or in OnSubscribed of IStreamSubscriptionObserver")]
    private static partial void LogNoHandler(ILogger logger, GrainId grainId, StreamId streamId, long sequenceNumber);
}
