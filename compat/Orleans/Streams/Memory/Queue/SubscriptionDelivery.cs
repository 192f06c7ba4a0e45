using Microsoft.Extensions.Logging;

namespace Orleans.Streams;

/// <summary>
/// Delivers a stream's events to one subscription: in order, the next when the subscriber's handler has completed the last. A delivery
/// that fails is tried again, with growing pauses, until the provider's limit; then the subscriber is told of the error and the event is
/// given up. Used by turns of the queue's grain only.
/// </summary>
internal sealed partial class SubscriptionDelivery(StreamId streamId, StreamSubscriptionRecord subscription, DeliveryContext context)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(10);

    private readonly Queue<NumberedBatch> queue = new();
    private bool delivering;
    private bool stopped;

    internal Guid Id => subscription.SubscriptionId;

    internal bool IsIdle => queue.Count == 0;

    internal void Enqueue(NumberedBatch batch)
    {
        queue.Enqueue(batch);
        context.Room.Take();
        if (!delivering)
        {
            delivering = true;
            _ = DeliverAllAsync();
        }
    }

    internal void Stop() => stopped = true;

    private async Task DeliverAllAsync()
    {
        var consumer = context.GrainFactory.GetGrain<IStreamConsumerExtension>(subscription.Consumer);
        while (queue.TryPeek(out var batch))
        {
            if (!stopped && Filter(batch) is { Items.Count: > 0 } wanted)
            {
                await DeliverAsync(consumer, wanted, batch.SequenceNumber);
            }

            queue.Dequeue();
            context.Room.Free();
        }

        delivering = false;
    }

    private async Task DeliverAsync(IStreamConsumerExtension consumer, StreamBatch batch, long sequenceNumber)
    {
        var started = context.TimeProvider.GetTimestamp();
        for (var pause = FirstPause; ; pause = pause * 2 < PauseMax ? pause * 2 : PauseMax)
        {
            try
            {
                SetRequestContext(batch.RequestContext);
                await consumer.DeliverAsync(Id, context.ProviderName, batch, sequenceNumber);
                return;
            }
            catch (Exception failure)
            {
                if (stopped || context.Stopped.IsCancellationRequested)
                {
                    return;
                }

                if (context.TimeProvider.GetElapsedTime(started) + pause > context.MaxEventDeliveryTime)
                {
                    LogGivenUp(context.Logger, failure, streamId, subscription.Consumer, sequenceNumber);
                    await ReportAsync(consumer, failure);
                    return;
                }

                LogTryAgain(context.Logger, failure, streamId, subscription.Consumer, sequenceNumber, pause);
            }

            try
            {
                await Task.Delay(pause, context.TimeProvider, context.Stopped);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task ReportAsync(IStreamConsumerExtension consumer, Exception failure)
    {
        try
        {
            await consumer.ReportErrorAsync(Id, new StreamEventDeliveryFailureException(
                $"An event of stream {streamId} could not be delivered within {context.MaxEventDeliveryTime}.", failure));
        }
        catch (Exception secondFailure)
        {
            LogErrorHandlerFailed(context.Logger, secondFailure, streamId, subscription.Consumer);
        }
    }

    private StreamBatch Filter(NumberedBatch numbered)
    {
        var batch = numbered.Batch;
        return context.Filter is not { } filter
            ? batch
            : new StreamBatch(
                streamId,
                batch.Items.FindAll(item => item is null || filter.ShouldDeliver(streamId, item, subscription.FilterData)),
                batch.RequestContext);
    }

    private static void SetRequestContext(Dictionary<string, object>? values)
    {
        RequestContext.Clear();
        if (values is not null)
        {
            foreach (var (key, value) in values)
            {
                RequestContext.Set(key, value);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Event {SequenceNumber} of stream {StreamId} failed in {Consumer}; trying again in {Pause}")]
    private static partial void LogTryAgain(
        ILogger logger, Exception failure, StreamId streamId, GrainId consumer, long sequenceNumber, TimeSpan pause);

    [LoggerMessage(Level = LogLevel.Error, Message = "Event {SequenceNumber} of stream {StreamId} could not be delivered to {Consumer} and is given up")]
    private static partial void LogGivenUp(ILogger logger, Exception failure, StreamId streamId, GrainId consumer, long sequenceNumber);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Consumer} failed to handle the error of a delivery from stream {StreamId}")]
    private static partial void LogErrorHandlerFailed(ILogger logger, Exception failure, StreamId streamId, GrainId consumer);
}
