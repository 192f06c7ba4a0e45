using System.Buffers.Binary;
using System.Security.Cryptography;

namespace AudioRooms.Streaming;

/// <summary>
/// One stream as one process knows it: the subscribers here, and the other processes that its items go to. Subscribers here get
/// items straight from memory; the hub's list is needed for other processes only.
/// </summary>
internal sealed class LocalStream
{
    internal const long Never = long.MinValue;

    private readonly Lock gate = new();
    private readonly LiveStreamNode node;
    private volatile LiveSubscription[] subscriptions = [];
    private volatile ILiveStreamNode[]? route;
    private long lastPublished = Never;
    private long lastNumber;
    private bool retired;

    internal LocalStream(StreamId streamId, LiveStreamNode node)
    {
        StreamId = streamId;
        this.node = node;
        Remote = new RemotePublishers(this, node);
    }

    internal StreamId StreamId { get; }

    /// <summary>Identifies items that are published here; see <see cref="LiveStreamMessage.Publisher"/>.</summary>
    internal long Publisher { get; } = BinaryPrimitives.ReadInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(long)));

    /// <summary>The publishers in other processes, whose items arrive in any order.</summary>
    internal RemotePublishers Remote { get; }

    /// <summary>Allows one announcement at a time, so that the hub gets them in the order in which they became true.</summary>
    internal SemaphoreSlim Announcing { get; } = new(1, 1);

    /// <summary>A snapshot of the subscriptions; the array is never changed.</summary>
    internal LiveSubscription[] Subscriptions => subscriptions;

    /// <summary>The other processes that listen; null until the hub was asked.</summary>
    internal ILiveStreamNode[]? Route => route;

    /// <summary>The list behind <see cref="Route"/>.</summary>
    internal HubView? View { get; private set; }

    internal bool AnnouncedListening { get; set; }

    internal bool AnnouncedPublishing { get; set; }

    /// <summary>The timestamp of the latest item published here; <see cref="Never"/> if the last one is long ago.</summary>
    internal long LastPublished
    {
        get => Volatile.Read(ref lastPublished);
        set => Volatile.Write(ref lastPublished, value);
    }

    /// <summary>Adds a subscription. False if the stream was forgotten meanwhile: the caller looks it up again.</summary>
    internal bool TryAdd(LiveSubscription subscription)
    {
        lock (gate)
        {
            if (retired)
            {
                return false;
            }

            subscriptions = [.. subscriptions, subscription];
            return true;
        }
    }

    internal void Remove(LiveSubscription subscription)
    {
        bool last;
        lock (gate)
        {
            subscriptions = [.. subscriptions.Where(other => !ReferenceEquals(other, subscription))];
            last = subscriptions.Length == 0;
        }

        if (last)
        {
            Remote.Clear();
        }
    }

    /// <summary>The number of the next item published here.</summary>
    internal long NextNumber() => Interlocked.Increment(ref lastNumber);

    /// <summary>Retires the stream if it has no user here. True if it is retired: a new user then makes a new object.</summary>
    internal bool TryRetire()
    {
        lock (gate)
        {
            retired = retired
                || (subscriptions.Length == 0 && LastPublished == Never && !AnnouncedListening && !AnnouncedPublishing);
            return retired;
        }
    }

    /// <summary>Queues the message for every subscriber here.</summary>
    internal void Deliver(LiveStreamMessage message)
    {
        foreach (LiveSubscription subscription in subscriptions)
        {
            subscription.Enqueue(message);
        }
    }

    /// <summary>Takes the answer to an announcement, unless it is an older version of the same hub's list.</summary>
    internal void Take(HubView view)
    {
        lock (gate)
        {
            if (View is null || View.Epoch != view.Epoch || view.Version > View.Version)
            {
                Set(view);
            }
        }
    }

    /// <summary>
    /// Takes a hub's report of a change. False if it comes from another hub than the known one: only a call can tell which of
    /// them is alive.
    /// </summary>
    internal bool TryTakeNews(HubView view)
    {
        lock (gate)
        {
            if (View is null || View.Epoch != view.Epoch)
            {
                return false;
            }

            if (view.Version > View.Version)
            {
                Set(view);
            }

            return true;
        }
    }

    /// <summary>Goes on without a hub's answer: until an announcement succeeds, items go to this process only.</summary>
    internal void GoOnWithout()
    {
        lock (gate)
        {
            route ??= [];
        }
    }

    /// <summary>Drops the list, because the hub no longer reports changes to this process.</summary>
    internal void ForgetRoute()
    {
        lock (gate)
        {
            View = null;
            route = null;
        }
    }

    private void Set(HubView view)
    {
        View = view;
        route = [.. view.Relays.Where(relay => relay.NodeId != node.NodeId).Select(relay => relay.Node)];
    }
}
