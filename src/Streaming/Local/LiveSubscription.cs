namespace AudioRooms.Streaming;

/// <summary>One subscriber of one stream in this process, for items of any type.</summary>
internal abstract class LiveSubscription(StreamId streamId, IGrainContext? owner)
{
    internal Guid Id { get; } = Guid.NewGuid();

    internal StreamId StreamId => streamId;

    /// <summary>The activation that subscribed; null for code outside grains.</summary>
    internal IGrainContext? Owner => owner;

    /// <summary>Completes when the subscription ends.</summary>
    internal abstract Task Ended { get; }

    /// <summary>Queues a message and returns at once: no handler runs on the caller's stack.</summary>
    internal abstract void Enqueue(LiveStreamMessage message);

    /// <summary>Drops the queued messages; a handler that runs already completes. True for the first call.</summary>
    internal abstract bool End();
}
