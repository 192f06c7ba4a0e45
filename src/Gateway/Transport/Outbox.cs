using System.Runtime.CompilerServices;
using AudioRooms.Gateway.Observability;

namespace AudioRooms.Gateway.Transport;

/// <summary>What became of a bundle.</summary>
internal enum MediaWrite
{
    /// <summary>Written, or being written.</summary>
    Accepted,

    /// <summary>An earlier write is not finished; keep the cursor and come back.</summary>
    Busy,

    /// <summary>Nothing will be written any more.</summary>
    Closed,
}

/// <summary>
/// One connection's way out. Media is never queued here: it is written now or not at all. Control messages are queued up to a
/// bound; if the device does not read them, room events give way to one snapshot. A write that completes at once costs no
/// allocation and no task; one that does not parks this connection alone. Thread-safe.
/// </summary>
internal sealed class Outbox
{
    /// <summary>Control messages that may wait; beyond that a snapshot is cheaper for both sides (reliability, rule 4).</summary>
    public const int ControlMax = 256;

    private readonly RankedLock gate = new(LockRank.Outbox);
    private readonly IConnectionTransport transport;
    private readonly Action onWritten;
    private readonly Queue<Item> queue = new(0);
    private ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter pending;
    private EncodedMessage? inFlight;
    private EncodedMessage? waiting;
    private TaskCompletionSource? drained;
    private bool isClosing;
    private bool isBroken;
    private bool isResyncDue;

    public Outbox(IConnectionTransport transport)
    {
        this.transport = transport;
        onWritten = OnWritten;
    }

    /// <summary>By what the device is connected, for figures.</summary>
    public TransportKind Transport => transport.Kind;

    /// <summary>Raised, outside any lock, when events had to give way and there is room again: send a snapshot.</summary>
    public Action? ResyncDue { get; set; }

    /// <summary>Writes a bundle if the connection is free.</summary>
    public MediaWrite TryWriteMedia(EncodedMessage bundle)
    {
        using (gate.EnterScope())
        {
            if (isClosing || isBroken)
            {
                return MediaWrite.Closed;
            }

            if (inFlight is not null)
            {
                return MediaWrite.Busy;
            }

            EnqueueWaiting();
            if (inFlight is not null || isBroken)
            {
                return isBroken ? MediaWrite.Closed : MediaWrite.Busy;
            }

            Start(bundle);
            return MediaWrite.Accepted;
        }
    }

    /// <summary>
    /// Sends something of the moment just before the next bundle, in one write with it; a newer one takes its place until then.
    /// </summary>
    public void SendWithMedia(EncodedMessage message)
    {
        using (gate.EnterScope())
        {
            if (!isClosing && !isBroken)
            {
                waiting?.Release();
                waiting = message.Retain();
            }
        }
    }

    /// <summary>Sends what waits for a bundle, because none comes.</summary>
    public void SendWaiting()
    {
        using (gate.EnterScope())
        {
            EnqueueWaiting();
        }
    }

    /// <summary>Sends an answer, or anything else that only this device gets.</summary>
    /// <returns>False if the device left 256 of them unread: give it up. True if it is gone: nobody is left to tell.</returns>
    public bool TrySend(EncodedMessage message) => TryEnqueue(new Item(message, IsEvent: false));

    /// <summary>Sends a room event, unless a snapshot is due that will contain it.</summary>
    public void SendEvent(EncodedMessage message)
    {
        using (gate.EnterScope())
        {
            if (isResyncDue)
            {
                return;
            }
        }

        TryEnqueue(new Item(message, IsEvent: true));
    }

    /// <summary>Sends something of the moment, unless anything waits already: late it would be worth nothing.</summary>
    public void SendIfFree(EncodedMessage message)
    {
        using (gate.EnterScope())
        {
            if (!isClosing && !isBroken && queue.Count == 0)
            {
                Enqueue(new Item(message, IsEvent: false));
            }
        }
    }

    /// <summary>Sends the snapshot that replaces the events that gave way; later events follow it.</summary>
    public void SendSnapshot(EncodedMessage message)
    {
        using (gate.EnterScope())
        {
            isResyncDue = false;
        }

        TryEnqueue(new Item(message, IsEvent: true));
    }

    /// <summary>Sends the last message, if any, and completes when all that was queued is written or cannot be.</summary>
    public Task CloseAsync(EncodedMessage? last)
    {
        using (gate.EnterScope())
        {
            if (!isClosing && last is not null && !isBroken)
            {
                RemoveEvents();
                Enqueue(new Item(last, IsEvent: false));
            }

            DropWaiting();
            isClosing = true;
            if (isBroken || inFlight is null)
            {
                return Task.CompletedTask;
            }

            drained ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return drained.Task;
        }
    }

    private bool TryEnqueue(Item item)
    {
        using (gate.EnterScope())
        {
            if (isClosing || isBroken)
            {
                return true;
            }

            if (queue.Count >= ControlMax)
            {
                isResyncDue |= RemoveEvents() | item.IsEvent;
                if (item.IsEvent || queue.Count >= ControlMax)
                {
                    return item.IsEvent;
                }
            }

            Enqueue(item);
            return true;
        }
    }

    private void Enqueue(Item item)
    {
        if (inFlight is null)
        {
            Start(item.Message);
        }
        else
        {
            queue.Enqueue(item with { Message = item.Message.Retain() });
        }
    }

    private void Start(EncodedMessage message)
    {
        message.Retain();
        try
        {
            var write = transport.WriteAsync(message);
            if (write.IsCompletedSuccessfully)
            {
                write.GetAwaiter().GetResult();
                message.Release();
                return;
            }

            inFlight = message;
            pending = write.ConfigureAwait(false).GetAwaiter();
        }
        catch (Exception error) when (IsBrokenConnection(error))
        {
            message.Release();
            Break();
            return;
        }

        pending.UnsafeOnCompleted(onWritten);
    }

    private void OnWritten()
    {
        Action? resync = null;
        using (gate.EnterScope())
        {
            try
            {
                pending.GetResult();
            }
            catch (Exception error) when (IsBrokenConnection(error))
            {
                Break();
            }

            inFlight?.Release();
            inFlight = null;
            while (inFlight is null && !isBroken && queue.TryDequeue(out var next))
            {
                Start(next.Message);
                next.Message.Release();
            }

            if (inFlight is null)
            {
                drained?.TrySetResult();
                resync = isResyncDue ? ResyncDue : null;
            }
        }

        resync?.Invoke();
    }

    private bool RemoveEvents()
    {
        var removed = false;
        for (var left = queue.Count; left > 0; left--)
        {
            var item = queue.Dequeue();
            if (item.IsEvent)
            {
                item.Message.Release();
                removed = true;
            }
            else
            {
                queue.Enqueue(item);
            }
        }

        return removed;
    }

    private void EnqueueWaiting()
    {
        if (waiting is { } message)
        {
            waiting = null;
            Enqueue(new Item(message, IsEvent: false));
            message.Release();
        }
    }

    private void DropWaiting()
    {
        waiting?.Release();
        waiting = null;
    }

    private void Break()
    {
        isBroken = true;
        DropWaiting();
        while (queue.TryDequeue(out var item))
        {
            item.Message.Release();
        }
    }

    // What a transport throws when the device is gone or the call is over; anything else is a bug and surfaces.
    private static bool IsBrokenConnection(Exception error) =>
        error is IOException or OperationCanceledException or InvalidOperationException or ObjectDisposedException;

    private readonly record struct Item(EncodedMessage Message, bool IsEvent);
}
