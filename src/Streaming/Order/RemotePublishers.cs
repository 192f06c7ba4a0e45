namespace AudioRooms.Streaming;

/// <summary>
/// The publishers of one stream in other processes. Puts each publisher's items in order before the subscribers here get them.
/// The memory per publisher and the number of publishers are bounded. Thread-safe.
/// </summary>
internal sealed class RemotePublishers(LocalStream stream, LiveStreamNode node) : IReorderSink<LiveStreamMessage>
{
    private readonly Lock gate = new();

    /// <summary>Keyed by <see cref="LiveStreamMessage.Publisher"/>.</summary>
    private readonly Dictionary<long, Publisher> publishers = [];

    /// <summary>When the timer will wake this object; guarded by the timer.</summary>
    internal long WatchedFor { get; set; } = ReorderBuffer<LiveStreamMessage>.NotDue;

    /// <summary>The number of remembered publishers.</summary>
    internal int Count
    {
        get
        {
            lock (gate)
            {
                return publishers.Count;
            }
        }
    }

    /// <summary>Passes an item on, holds it until its turn comes, or drops it because it came twice or too late.</summary>
    internal void Receive(LiveStreamMessage message, long now)
    {
        lock (gate)
        {
            // Checked inside the gate: after the last subscriber has left and Clear has run, no publisher may be remembered
            // again.
            if (stream.Subscriptions.Length == 0)
            {
                node.Metrics.Dropped(node.ProviderName, DropReason.NoSubscriber);
                return;
            }

            Publisher publisher = PublisherOf(message, now);
            publisher.HeardAt = now;
            switch (publisher.Buffer.Add(message.Number, message, now))
            {
                case ReorderOutcome.InOrder:
                    break;
                case ReorderOutcome.Held:
                    node.Flow.NoteReordered();
                    break;
                case ReorderOutcome.Late:
                    node.Metrics.Dropped(node.ProviderName, DropReason.Late);
                    break;
                case ReorderOutcome.Duplicate:
                    node.Metrics.Dropped(node.ProviderName, DropReason.Duplicate);
                    break;
            }

            if (publisher.Buffer.DueAt != ReorderBuffer<LiveStreamMessage>.NotDue)
            {
                node.OrderTimer.Watch(this, publisher.Buffer.DueAt);
            }
        }
    }

    /// <summary>Releases items that were held for the longest time.</summary>
    internal void Expire(long now)
    {
        lock (gate)
        {
            long due = ReorderBuffer<LiveStreamMessage>.NotDue;
            foreach (Publisher publisher in publishers.Values)
            {
                publisher.Buffer.Expire(now);
                due = Math.Min(due, publisher.Buffer.DueAt);
            }

            if (due != ReorderBuffer<LiveStreamMessage>.NotDue)
            {
                node.OrderTimer.Watch(this, due);
            }
        }
    }

    /// <summary>
    /// Forgets publishers that have been silent for long. Their next item counts as the first one of a new publisher.
    /// </summary>
    internal void ForgetSilent(long now)
    {
        lock (gate)
        {
            foreach ((long id, Publisher publisher) in publishers)
            {
                if (now - publisher.HeardAt >= node.PublisherMemory)
                {
                    publisher.Buffer.Flush();
                    publishers.Remove(id);
                }
            }
        }
    }

    /// <summary>
    /// Forgets all publishers after the last subscriber has left. Items published meanwhile do not come here and must not count
    /// as a gap.
    /// </summary>
    internal void Clear()
    {
        lock (gate)
        {
            int held = publishers.Values.Sum(publisher => publisher.Buffer.HeldCount);
            publishers.Clear();
            for (int count = 0; count < held; count++)
            {
                node.Metrics.Dropped(node.ProviderName, DropReason.NoSubscriber);
            }
        }
    }

    void IReorderSink<LiveStreamMessage>.Release(LiveStreamMessage message) => stream.Deliver(message);

    void IReorderSink<LiveStreamMessage>.GaveUp(long count, GiveUpReason reason) =>
        node.Metrics.GaveUp(node.ProviderName, count, reason);

    private Publisher PublisherOf(LiveStreamMessage message, long now)
    {
        if (publishers.TryGetValue(message.Publisher, out Publisher? known))
        {
            return known;
        }

        if (publishers.Count >= node.Options.RememberedPublishers)
        {
            (long silentFor, Publisher silent) = publishers.MinBy(publisher => publisher.Value.HeardAt);
            silent.Buffer.Flush();
            publishers.Remove(silentFor);
        }

        Publisher newcomer = new(
            new ReorderBuffer<LiveStreamMessage>(node.Options.OrderWindow, node.OrderWait, this)) { HeardAt = now };
        publishers.Add(message.Publisher, newcomer);
        return newcomer;
    }

    private sealed class Publisher(ReorderBuffer<LiveStreamMessage> buffer)
    {
        internal ReorderBuffer<LiveStreamMessage> Buffer => buffer;

        internal long HeardAt { get; set; }
    }
}
