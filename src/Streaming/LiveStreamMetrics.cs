using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace AudioRooms.Streaming;

/// <summary>
/// Counts items by provider. An item published to a stream with three subscribers counts once as published and three times as
/// delivered or dropped. An item that is lost on its way to this process, before it reaches the subscribers, counts once.
/// </summary>
internal sealed class LiveStreamMetrics
{
    internal const string MeterName = "AudioRooms.Streaming";

    private readonly ConcurrentDictionary<string, LiveStreamFlow> flows = new();
    private readonly Counter<long> dropped;
    private readonly Counter<long> handlerErrors;
    private readonly Counter<long> givenUp;

    public LiveStreamMetrics(IMeterFactory factory)
    {
        Meter meter = factory.Create(MeterName);
        meter.CreateObservableCounter(
            "audiorooms.live_streams.items_published",
            () => flows.Select(static flow => new Measurement<long>(flow.Value.Published, Provider(flow.Key))),
            "{item}",
            "Items that publishers of this process sent.");
        meter.CreateObservableCounter(
            "audiorooms.live_streams.items_delivered",
            () => flows.Select(static flow => new Measurement<long>(flow.Value.Delivered, Provider(flow.Key))),
            "{item}",
            "Items that handlers of this process finished.");
        meter.CreateObservableCounter(
            "audiorooms.live_streams.items_reordered",
            () => flows.Select(static flow => new Measurement<long>(flow.Value.Reordered, Provider(flow.Key))),
            "{item}",
            "Items from other processes that overtook others and were held to be put in order.");
        givenUp = meter.CreateCounter<long>(
            "audiorooms.live_streams.items_given_up",
            "{item}",
            "Missing items from other processes that the process no longer waits for, by reason.");
        dropped = meter.CreateCounter<long>("audiorooms.live_streams.items_dropped", "{item}", "Items not delivered, by reason.");
        handlerErrors = meter.CreateCounter<long>(
            "audiorooms.live_streams.handler_errors", "{error}", "Exceptions that handlers threw.");
    }

    /// <summary>The per-item counters of a provider's nodes in this process.</summary>
    internal LiveStreamFlow FlowOf(string provider) => flows.GetOrAdd(provider, static _ => new LiveStreamFlow());

    internal void HandlerFailed(string provider) => handlerErrors.Add(1, Provider(provider));

    internal void Dropped(string provider, DropReason reason)
    {
        TagList tags = new(Provider(provider), new("reason", Name(reason)));
        dropped.Add(1, tags);
    }

    internal void GaveUp(string provider, long count, GiveUpReason reason)
    {
        TagList tags = new(Provider(provider), new("reason", Name(reason)));
        givenUp.Add(count, tags);
    }

    private static KeyValuePair<string, object?> Provider(string name) => new("provider", name);

    private static string Name(DropReason reason) => reason switch
    {
        DropReason.SlowSubscriber => "slow_subscriber",
        DropReason.NoSubscriber => "no_subscriber",
        DropReason.WrongType => "wrong_type",
        DropReason.SendFailed => "send_failed",
        DropReason.Late => "late",
        DropReason.Duplicate => "duplicate",
    };

    private static string Name(GiveUpReason reason) => reason switch
    {
        GiveUpReason.Overdue => "overdue",
        GiveUpReason.WindowFull => "window_full",
        GiveUpReason.PublisherForgotten => "publisher_forgotten",
    };
}

/// <summary>Why an item did not reach a handler.</summary>
internal enum DropReason
{
    /// <summary>The subscriber's queue was full, so its oldest item was dropped.</summary>
    SlowSubscriber,

    /// <summary>The item came from another silo after the last subscriber here had left.</summary>
    NoSubscriber,

    /// <summary>The subscriber expects another type of item under the same stream id.</summary>
    WrongType,

    /// <summary>The message to another silo could not be sent.</summary>
    SendFailed,

    /// <summary>The item came from another process after it had been given up.</summary>
    Late,

    /// <summary>The item came from another process a second time.</summary>
    Duplicate,
}
