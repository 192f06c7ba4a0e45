namespace Orleans.Streams;

/// <summary>Events that were published together, on their way through a queue.</summary>
[GenerateSerializer]
internal sealed class StreamBatch(StreamId streamId, List<object?> items, Dictionary<string, object>? requestContext)
{
    [Id(0)]
    public StreamId StreamId { get; init; } = streamId;

    [Id(1)]
    public List<object?> Items { get; init; } = items;

    /// <summary>The producer's <see cref="Orleans.Runtime.RequestContext"/>, which the subscriber's handler sees.</summary>
    [Id(2)]
    public Dictionary<string, object>? RequestContext { get; init; } = requestContext;
}
