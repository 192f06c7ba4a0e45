namespace Orleans.Streams;

/// <summary>The side of a subscribed grain that queues deliver to. Its calls are turns of the grain.</summary>
internal interface IStreamConsumerExtension : IGrainExtension
{
    /// <summary>Completes when the subscriber's handler has completed for every event of the batch.</summary>
    Task DeliverAsync(Guid subscriptionId, string providerName, StreamBatch batch, long sequenceNumber);

    Task ReportErrorAsync(Guid subscriptionId, Exception error);
}
