using System.Runtime.CompilerServices;
using AudioRooms.Gateway.Observability;

namespace AudioRooms.Gateway.Transport;

/// <summary>What happened to a bundle that was to be written.</summary>
internal enum MediaWrite
{
    /// <summary>The bundle is written, or its write is under way.</summary>
    Accepted,

    /// <summary>An earlier write is incomplete: the caller keeps its cursor and tries again later.</summary>
    Busy,

    /// <summary>The connection is closed or broken: nothing is written any more.</summary>
    Closed,
}

/// <summary>
/// The outgoing side of one connection. A device that reads slowly must neither block the thread that serves a whole room nor
/// fill the server's memory, and old sound in a queue would only be heard late. So media is never queued: a bundle is written now
/// or not at all. Control messages are queued up to a bound; if the device does not read them, room events are dropped and one
/// snapshot replaces them. A write that completes at once costs no allocation and no task; an incomplete write holds up this
/// connection alone. Thread-safe.
/// </summary>
internal sealed class Outbox
{
    /// <summary>Most control messages that may wait. Above it one snapshot is cheaper for both sides than the events.</summary>
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

    /// <summary>The kind of connection, for metrics.</summary>
    public TransportKind Transport => transport.Kind;

    /// <summary>
    /// Raised outside any lock when events were dropped and the queue is empty again: the handler sends a snapshot.
    /// </summary>
    public Action? ResyncDue { get; set; }

    /// <summary>Writes a bundle if no other write is under way.</summary>
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
    /// Sends a short-lived message together with the next bundle, before it. A newer message replaces one that still waits.
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

    /// <summary>Sends the message that waits for a bundle, because no bundle is due.</summary>
    public void SendWaiting()
    {
        using (gate.EnterScope())
        {
            EnqueueWaiting();
        }
    }

    /// <summary>Sends an answer, or another message for this device alone.</summary>
    /// <returns>
    /// False if 256 such messages wait unread: the caller gives the device up. True also if the connection is closed.
    /// </returns>
    public bool TrySend(EncodedMessage message) => TryEnqueue(new Item(message, IsEvent: false));

    /// <summary>Sends a room event, unless a snapshot is due: the snapshot will contain it.</summary>
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

    /// <summary>Sends a short-lived message, unless others wait: it would be out of date when its turn comes.</summary>
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

    /// <summary>Sends the snapshot that replaces the dropped events. Later events follow it.</summary>
    public void SendSnapshot(EncodedMessage message)
    {
        using (gate.EnterScope())
        {
            isResyncDue = false;
        }

        TryEnqueue(new Item(message, IsEvent: true));
    }

    /// <summary>Sends the last message, if there is one. Completes when the queue is written or the connection broke.</summary>
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

    // The exceptions of a transport whose device is gone or whose call is over. Any other exception is a bug and is not caught.
    private static bool IsBrokenConnection(Exception error) =>
        error is IOException or OperationCanceledException or InvalidOperationException or ObjectDisposedException;

    private readonly record struct Item(EncodedMessage Message, bool IsEvent);
}
