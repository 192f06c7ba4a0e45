namespace Orleans.Streams;

/// <summary>Where producers and subscribers of one stream find each other; the key is <c>provider/namespace/key</c>.</summary>
internal interface IPubSubRendezvousGrain : IGrainWithStringKey
{
    /// <summary>Returns when the subscription is stored and the stream's queue knows it: events published from then on reach it.</summary>
    Task SubscribeAsync(QualifiedStreamId stream, StreamSubscriptionRecord subscription);

    Task UnsubscribeAsync(QualifiedStreamId stream, Guid subscriptionId);

    Task<List<StreamSubscriptionRecord>> GetSubscriptionsAsync();
}
