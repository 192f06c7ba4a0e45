namespace Orleans.Streams;

/// <summary>A stream as its queue knows it; used by turns of the queue's grain only.</summary>
internal sealed class QueuedStream
{
    private readonly Dictionary<Guid, SubscriptionDelivery> subscriptions = [];
    private readonly HashSet<Guid> removedWhileLoading = [];

    internal DateTimeOffset LastUsed { get; set; }

    /// <summary>Batches that came before the subscriptions were known.</summary>
    internal List<NumberedBatch> Waiting { get; } = [];

    internal Task? Loading { get; set; }

    internal bool IsLoaded { get; private set; }

    internal bool IsIdle => IsLoaded && subscriptions.Values.All(static one => one.IsIdle);

    internal void Deliver(NumberedBatch batch)
    {
        foreach (var subscription in subscriptions.Values)
        {
            subscription.Enqueue(batch);
        }
    }

    internal void Add(SubscriptionDelivery subscription) => subscriptions.TryAdd(subscription.Id, subscription);

    internal void Remove(Guid subscriptionId)
    {
        if (!IsLoaded)
        {
            removedWhileLoading.Add(subscriptionId);
        }

        if (subscriptions.Remove(subscriptionId, out var subscription))
        {
            subscription.Stop();
        }
    }

    internal bool WasRemovedWhileLoading(Guid subscriptionId) => removedWhileLoading.Contains(subscriptionId);

    internal void SetLoaded()
    {
        IsLoaded = true;
        Loading = null;
        removedWhileLoading.Clear();
        foreach (var batch in Waiting)
        {
            Deliver(batch);
        }

        Waiting.Clear();
    }
}
