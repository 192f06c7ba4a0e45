namespace Orleans.Streams;

/// <summary>One subscription of one grain to one stream, as it is stored and as queues know it.</summary>
[GenerateSerializer]
[Immutable]
internal sealed class StreamSubscriptionRecord(Guid subscriptionId, GrainId consumer, string? filterData)
{
    [Id(0)]
    public Guid SubscriptionId { get; init; } = subscriptionId;

    /// <summary>The subscribed grain.</summary>
    [Id(1)]
    public GrainId Consumer { get; init; } = consumer;

    /// <summary>What the subscriber gave the provider's stream filter to go by.</summary>
    [Id(2)]
    public string? FilterData { get; init; } = filterData;
}
