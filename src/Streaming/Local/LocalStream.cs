using System.Buffers.Binary;
using System.Security.Cryptography;

namespace AudioRooms.Streaming;

/// <summary>
/// One stream as one process knows it: its subscribers here, and where else its items go. Subscribers here get items straight
/// from memory, whoever publishes; only for other processes is the hub's list needed.
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

    /// <summary>
    /// Which process and which use of the stream items published here come from; see <see cref="LiveStreamMessage.Publisher"/>.
    /// </summary>
    internal long Publisher { get; } = BinaryPrimitives.ReadInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(long)));

    /// <summary>The publishers elsewhere, whose items arrive in no certain order.</summary>
    internal RemotePublishers Remote { get; }

    /// <summary>One announcement at a time, so that the hub hears them in the order in which they became true.</summary>
    internal SemaphoreSlim Announcing { get; } = new(1, 1);

    /// <summary>A snapshot; never changed in place.</summary>
    internal LiveSubscription[] Subscriptions => subscriptions;

    /// <summary>The other processes that listen; null until the hub was asked.</summary>
    internal ILiveStreamNode[]? Route => route;

    /// <summary>The list behind <see cref="Route"/>.</summary>
    internal HubView? View { get; private set; }

    internal bool AnnouncedListening { get; set; }

    internal bool AnnouncedPublishing { get; set; }

    /// <summary>The timestamp of the latest item published here, or <see cref="Never"/> if there was none for long.</summary>
    internal long LastPublished
    {
        get => Volatile.Read(ref lastPublished);
        set => Volatile.Write(ref lastPublished, value);
    }

    /// <summary>False if the stream was forgotten meanwhile: look it up again.</summary>
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

    /// <summary>The number of the next item that is published here.</summary>
    internal long NextNumber() => Interlocked.Increment(ref lastNumber);

    /// <summary>True if nobody uses the stream here, and nobody will: a new use finds a new object.</summary>
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

    /// <summary>The answer to an announcement. An older version of the same hub than the one at hand is left aside.</summary>
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
    /// News from a hub. False if it is not the hub that is known here: which of the two lives, only a call can tell.
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

    /// <summary>Without a hub's answer: items go to this process only, until an announcement succeeds.</summary>
    internal void GoOnWithout()
    {
        lock (gate)
        {
            route ??= [];
        }
    }

    /// <summary>The hub no longer tells this process of changes: its list must not be trusted.</summary>
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
