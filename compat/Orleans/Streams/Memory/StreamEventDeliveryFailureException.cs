namespace Orleans.Streams;

/// <summary>What a subscriber's <c>OnErrorAsync</c> gets when an event could not be delivered to it in time.</summary>
[GenerateSerializer]
public sealed class StreamEventDeliveryFailureException : OrleansException
{
    public StreamEventDeliveryFailureException()
        : base("An event could not be delivered.")
    {
    }

    public StreamEventDeliveryFailureException(string message)
        : base(message)
    {
    }

    public StreamEventDeliveryFailureException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
