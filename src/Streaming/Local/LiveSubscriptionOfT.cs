using System.Diagnostics.CodeAnalysis;
using Orleans.Serialization;
using Orleans.Streams;

namespace AudioRooms.Streaming;

/// <summary>
/// A bounded queue between publishers and one handler. A slow handler must delay no other subscriber, and late sound is worth
/// less than new sound; so when the queue is full, the oldest message is dropped. The handler runs on the scheduler that was
/// current when the subscription was made (inside a grain: its turns), one message at a time. A copier, if there is one, copies
/// each item for this subscriber; immutable items need none.
/// </summary>
internal sealed class LiveSubscription<T>(
    LiveStreamNode node, StreamId streamId, IAsyncObserver<T> observer, IGrainContext? owner, TaskScheduler scheduler,
    DeepCopier? copier)
    : LiveSubscription(streamId, owner), IThreadPoolWorkItem
{
    /// <summary>After this many messages in a row the grain's other turns get theirs.</summary>
    private const int MessagesPerTurn = 32;

    private static readonly Action<object?> RunTurn = static state => _ = ((LiveSubscription<T>)state!).DeliverAsync();

    private readonly Lock gate = new();
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly LiveStreamMessage?[] queue = new LiveStreamMessage?[node.Options.QueueCapacity];
    private int oldest;
    private int count;
    private bool running;
    private bool errorLogged;
    private volatile IAsyncObserver<T> observer = observer;

    internal override Task Ended => ended.Task;

    /// <summary>Gives all further messages to another observer.</summary>
    internal void Replace(IAsyncObserver<T> successor) => observer = successor;

    internal override void Enqueue(LiveStreamMessage message)
    {
        bool full;
        bool start;
        lock (gate)
        {
            if (ended.Task.IsCompleted)
            {
                return;
            }

            full = count == queue.Length;
            if (full)
            {
                oldest = Next(oldest, 1);
                count--;
            }

            queue[Next(oldest, count)] = message;
            count++;
            start = !running;
            running = true;
        }

        if (full)
        {
            node.Metrics.Dropped(node.ProviderName, DropReason.SlowSubscriber);
        }

        if (start)
        {
            Schedule();
        }
    }

    internal override bool End()
    {
        lock (gate)
        {
            if (ended.Task.IsCompleted)
            {
                return false;
            }

            Array.Clear(queue);
            count = 0;
            ended.SetResult();
            return true;
        }
    }

    /// <summary>Runs a turn on the thread pool, for subscribers outside grains.</summary>
    void IThreadPoolWorkItem.Execute() => _ = DeliverAsync();

    private void Schedule()
    {
        if (scheduler == TaskScheduler.Default)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            return;
        }

        // The publisher's ambient state must not reach the subscriber's turn.
        using DetachedFlow _ = DetachedFlow.Begin();
        Task.Factory.StartNew(RunTurn, this, CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler);
    }

    private async Task DeliverAsync()
    {
        for (int handled = 0; handled < MessagesPerTurn; handled++)
        {
            if (!TryTake(out LiveStreamMessage? message))
            {
                return;
            }

            try
            {
                await HandleAsync(message);
            }
            catch (Exception exception)
            {
                // A handler's fault is its grain's own; the stream goes on. It is logged once, because it may occur 50 times a
                // second.
                node.Metrics.HandlerFailed(node.ProviderName);
                if (!errorLogged)
                {
                    errorLogged = true;
                    node.LogHandlerFailed(StreamId, exception);
                }
            }
        }

        Schedule();
    }

    private bool TryTake([NotNullWhen(true)] out LiveStreamMessage? message)
    {
        lock (gate)
        {
            if (count == 0)
            {
                running = false;
                message = null;
                return false;
            }

            message = queue[oldest]!;
            queue[oldest] = null;
            oldest = Next(oldest, 1);
            count--;
            return true;
        }
    }

    private async ValueTask HandleAsync(LiveStreamMessage message)
    {
        switch (message.Kind)
        {
            case LiveStreamMessageKind.Item:
                if (message.Item is not T && (message.Item is not null || default(T) is not null))
                {
                    node.Metrics.Dropped(node.ProviderName, DropReason.WrongType);
                    return;
                }

                T item = (T)message.Item!;
                await observer.OnNextAsync(copier is null ? item : copier.Copy(item), message.Token);
                node.Flow.NoteDelivered();
                return;
            case LiveStreamMessageKind.Completed:
                await observer.OnCompletedAsync();
                return;
            case LiveStreamMessageKind.Error:
                await observer.OnErrorAsync((Exception)message.Item!);
                return;
        }
    }

    private int Next(int index, int by) => (index + by) % queue.Length;
}
