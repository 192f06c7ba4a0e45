namespace Orleans.Streams;

/// <summary>A batch that has its place in its queue.</summary>
internal sealed record NumberedBatch(StreamBatch Batch, long SequenceNumber);
