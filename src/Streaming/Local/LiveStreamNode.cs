using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Orleans.Streams;

namespace AudioRooms.Streaming;

/// <summary>
/// One process's part in all live streams of one provider. An item must reach every listener within milliseconds, and a process
/// may die at any moment, so nothing waits for a slow listener and no list is trusted for ever.
/// <para>Publishing: the subscribers in this process get the item first, from memory. Then one one-way message goes to each other
/// process that listens. The hub's list of these is kept here and replaced when the hub reports a change.</para>
/// <para>Listening: one observer for all streams puts each publisher's items in order and hands them to the subscribers
/// here.</para>
/// <para>The first subscriber or publisher of a stream announces the process at the hub, and the last one withdraws it. In
/// between a timer renews the announcement, so hubs forget a process that died and learn the list again after their own
/// restart.</para>
/// </summary>
internal sealed partial class LiveStreamNode : ILiveStreamNode, IDisposable
{
    private readonly ConcurrentDictionary<StreamId, LocalStream> streams = new();
    private readonly IHubs hubs;
    private readonly TimeProvider time;
    private readonly ILogger<LiveStreamNode> logger;
    private readonly Lazy<Task<ILiveStreamNode>> reference;
    private readonly ITimer renewal;
    private long announcements;

    internal LiveStreamNode(
        string providerName, LiveStreamOptions options, IHubs hubs, TimeProvider time, LiveStreamMetrics metrics,
        ILogger<LiveStreamNode> logger)
    {
        ProviderName = providerName;
        Options = options;
        Metrics = metrics;
        Flow = metrics.FlowOf(providerName);
        this.hubs = hubs;
        this.time = time;
        OrderTimer = new OrderTimer(time);
        OrderWait = Timestamps(options.OrderWait);
        PublisherMemory = Timestamps(options.PublisherMemory);
        this.logger = logger;
        reference = new Lazy<Task<ILiveStreamNode>>(() => hubs.CreateReferenceAsync(this));
        renewal = time.CreateTimer(
            static node => _ = ((LiveStreamNode)node!).RenewAllAsync(), this, options.RenewPeriod, options.RenewPeriod);
    }

    internal string ProviderName { get; }

    internal LiveStreamOptions Options { get; }

    internal LiveStreamMetrics Metrics { get; }

    internal LiveStreamFlow Flow { get; }

    /// <summary>The id of this process among those that take part.</summary>
    internal Guid NodeId { get; } = Guid.NewGuid();

    internal OrderTimer OrderTimer { get; }

    /// <summary><see cref="LiveStreamOptions.OrderWait"/> as a difference of timestamps.</summary>
    internal long OrderWait { get; }

    /// <summary><see cref="LiveStreamOptions.PublisherMemory"/> as a difference of timestamps.</summary>
    internal long PublisherMemory { get; }

    /// <summary>The number of streams that this process takes part in.</summary>
    internal int StreamCount => streams.Count;

    public void Dispose()
    {
        renewal.Dispose();
        OrderTimer.Dispose();
    }

    public Task ReceiveAsync(LiveStreamMessage message)
    {
        if (streams.TryGetValue(message.StreamId, out LocalStream? stream))
        {
            stream.Remote.Receive(message, time.GetTimestamp());
        }
        else
        {
            Metrics.Dropped(ProviderName, DropReason.NoSubscriber);
        }

        return Task.CompletedTask;
    }

    public Task RelaysChangedAsync(StreamId streamId, HubView view) =>
        streams.TryGetValue(streamId, out LocalStream? stream) && !stream.TryTakeNews(view)
            ? RenewAsync(stream)
            : Task.CompletedTask;

    /// <summary>
    /// Publishes an item. Completes when the item is queued or sent, not when it is handled: a slow subscriber never delays a
    /// publisher.
    /// </summary>
    internal Task PublishAsync(StreamId streamId, LiveStreamMessageKind kind, object? item, StreamSequenceToken? token = null)
    {
        LocalStream stream = StreamOf(streamId);
        LiveStreamMessage message = new()
        {
            StreamId = streamId,
            Kind = kind,
            Item = item,
            Token = token,
            Publisher = stream.Publisher,
            Number = stream.NextNumber(),
        };
        stream.LastPublished = time.GetTimestamp();
        Flow.NotePublished();
        stream.Deliver(message);
        if (stream.Route is { } route)
        {
            Send(route, message);
            return Task.CompletedTask;
        }

        return AnnounceThenSendAsync(stream, message);
    }

    /// <summary>
    /// Subscribes. When this completes, items published here arrive, and the processes of all other publishers have been told.
    /// Items that they publish before they learn of it are missed, as are all earlier ones: a live stream has no past.
    /// </summary>
    internal async Task SubscribeAsync(LiveSubscription subscription)
    {
        LocalStream stream = StreamOf(subscription.StreamId);
        while (!stream.TryAdd(subscription))
        {
            streams.TryRemove(new KeyValuePair<StreamId, LocalStream>(stream.StreamId, stream));
            stream = StreamOf(subscription.StreamId);
        }

        if (subscription.Owner is { } owner)
        {
            _ = EndWithOwnerAsync(subscription, owner.Deactivated);
        }

        try
        {
            await AnnounceAsync(stream, renew: false);
        }
        catch
        {
            subscription.End();
            stream.Remove(subscription);
            throw;
        }
    }

    /// <summary>
    /// Ends the subscription at once. A failure to tell the hub is only logged, because the hub forgets without renewals.
    /// </summary>
    internal async Task UnsubscribeAsync(LiveSubscription subscription)
    {
        if (subscription.End() && streams.TryGetValue(subscription.StreamId, out LocalStream? stream))
        {
            stream.Remove(subscription);
            await RenewAsync(stream, renew: false);
        }
    }

    internal LiveSubscription[] SubscriptionsOf(StreamId streamId) =>
        streams.TryGetValue(streamId, out LocalStream? stream) ? stream.Subscriptions : [];

    /// <summary>The number of publishers in other processes that are remembered for a stream.</summary>
    internal int RemotePublisherCount(StreamId streamId) =>
        streams.TryGetValue(streamId, out LocalStream? stream) ? stream.Remote.Count : 0;

    /// <summary>
    /// Renews this process's announcements, withdraws those that are no longer true, and forgets unused streams.
    /// </summary>
    internal async Task RenewAllAsync()
    {
        List<Task> renewals = [];
        foreach (LocalStream stream in streams.Values)
        {
            long last = stream.LastPublished;
            if (last != LocalStream.Never && time.GetElapsedTime(last) >= Options.PublisherIdle)
            {
                stream.LastPublished = LocalStream.Never;
            }

            stream.Remote.ForgetSilent(time.GetTimestamp());
            renewals.Add(RenewAsync(stream));
        }

        await Task.WhenAll(renewals);
        foreach (LocalStream stream in streams.Values)
        {
            if (stream.TryRetire())
            {
                streams.TryRemove(new KeyValuePair<StreamId, LocalStream>(stream.StreamId, stream));
            }
        }
    }

    private LocalStream StreamOf(StreamId streamId) =>
        streams.TryGetValue(streamId, out LocalStream? stream)
            ? stream
            : streams.GetOrAdd(streamId, static (id, node) => new LocalStream(id, node), this);

    private long Timestamps(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);

    private async Task AnnounceThenSendAsync(LocalStream stream, LiveStreamMessage message)
    {
        await RenewAsync(stream, renew: false);
        stream.GoOnWithout();
        Send(stream.Route ?? [], message);
    }

    private void Send(ILiveStreamNode[] route, LiveStreamMessage message)
    {
        foreach (ILiveStreamNode node in route)
        {
            Task sending = node.ReceiveAsync(message);
            if (!sending.IsCompletedSuccessfully)
            {
                _ = ObserveAsync(sending);
            }
        }
    }

    private async Task ObserveAsync(Task sending)
    {
        try
        {
            await sending;
        }
        catch (Exception exception)
        {
            // The next renewal drops a process that is gone. Until then failed items are counted; they are logged at level Debug
            // only.
            Metrics.Dropped(ProviderName, DropReason.SendFailed);
            LogSendFailed(exception);
        }
    }

    /// <summary>Makes an announcement; if it fails, the next renewal repairs that.</summary>
    private async Task RenewAsync(LocalStream stream, bool renew = true)
    {
        try
        {
            await AnnounceAsync(stream, renew);
        }
        catch (Exception exception)
        {
            LogAnnouncementFailed(stream.StreamId, exception);
        }
    }

    /// <summary>
    /// Tells the hub what this process does with the stream, if that has changed or a renewal is due. Never on a grain's
    /// scheduler: all users of the stream in this process wait for one announcement, and a grain that pauses or ends must not
    /// delay them.
    /// </summary>
    private Task AnnounceAsync(LocalStream stream, bool renew)
    {
        using DetachedFlow _ = DetachedFlow.Begin();
        return Task.Run(() => AnnounceInTurnAsync(stream, renew));
    }

    private async Task AnnounceInTurnAsync(LocalStream stream, bool renew)
    {
        await stream.Announcing.WaitAsync();
        try
        {
            bool listens = stream.Subscriptions.Length > 0;
            bool publishes = stream.LastPublished != LocalStream.Never;
            bool changed = listens != stream.AnnouncedListening || publishes != stream.AnnouncedPublishing;
            bool takesPart = listens || publishes;
            if (!changed && !(renew && takesPart))
            {
                return;
            }

            HubAnnouncement announcement = new()
            {
                StreamId = stream.StreamId,
                NodeId = NodeId,
                Node = await reference.Value,
                Sequence = Interlocked.Increment(ref announcements),
                Listens = listens,
                Publishes = publishes,
                Lease = Options.Lease,
                Known = publishes ? stream.View : null,
            };
            HubView view = await hubs.HubOf(stream.StreamId).AnnounceAsync(announcement).WaitAsync(Options.HubTimeout, time);
            stream.AnnouncedListening = listens;
            stream.AnnouncedPublishing = publishes;
            if (publishes)
            {
                stream.Take(view);
            }
            else
            {
                stream.ForgetRoute();
            }
        }
        finally
        {
            stream.Announcing.Release();
        }
    }

    private async Task EndWithOwnerAsync(LiveSubscription subscription, Task deactivated)
    {
        // Not on the owner's scheduler, which ends with the activation.
        await Task.WhenAny(deactivated, subscription.Ended).ConfigureAwait(false);
        await UnsubscribeAsync(subscription).ConfigureAwait(false);
    }
}
