using AudioRooms.Gateway.Observability;
using Microsoft.Extensions.Hosting;

namespace AudioRooms.Gateway.FanOut;

/// <summary>
/// Keeps the wheel's time on a thread of its own and runs each turn on the thread pool, one turn at a time. A turn queues there
/// behind the writes of the turn before. So a process that cannot keep up turns less often, with more sound in each write;
/// otherwise unsent writes would pile up (ADR 16). A turn that is due at once bypasses the thread, because waking the thread
/// costs more than serving a room (ADR 23).
/// </summary>
internal sealed class FanOutThread : IHostedService, IThreadPoolWorkItem, IDisposable
{
    private readonly FanOutWheel wheel;
    private readonly GatewayMetrics metrics;
    private readonly ManualResetEvent stopping = new(initialState: false);
    private readonly WaitHandle[] wakers;
    private long allocated;
    private Thread? thread;

    // Turns that were asked for and have not begun, plus the one under way.
    private int asked;

    // When the thread wakes by itself, by the wheel's clock; the highest number if it does not.
    private long wakesAtMicros = long.MaxValue;

    public FanOutThread(FanOutWheel wheel, GatewayMetrics metrics)
    {
        this.wheel = wheel;
        this.metrics = metrics;
        wakers = [stopping, wheel.Awake];
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        wheel.TurnIsDue = Ask;
        thread = new Thread(Run) { Name = "fan-out", IsBackground = true };
        thread.Start();

        // For groups that began to wait before TurnIsDue was set.
        Ask();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Stop();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        Stop();
        stopping.Dispose();
    }

    void IThreadPoolWorkItem.Execute()
    {
        var begun = Volatile.Read(ref asked);
        var before = GC.GetAllocatedBytesForCurrentThread();
        wheel.Turn();
        allocated += GC.GetAllocatedBytesForCurrentThread() - before;
        metrics.FanOutAllocated(allocated);
        if (Interlocked.Add(ref asked, -begun) > 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }

        if (wheel.NextDueMicros < Volatile.Read(ref wakesAtMicros))
        {
            wheel.Awake.Set();
        }
    }

    private void Ask()
    {
        if (Interlocked.Increment(ref asked) == 1)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    private void Stop()
    {
        wheel.TurnIsDue = null;
        stopping.Set();
        thread?.Join();
        thread = null;
    }

    private void Run()
    {
        while (true)
        {
            var due = wheel.NextDueMicros;

            // During a turn the thread sleeps: the end of the turn wakes it if there is a next moment.
            var plan = due == long.MinValue ? long.MaxValue : due;
            var wait = plan == long.MaxValue ? Timeout.Infinite : MillisecondsUntil(plan);
            if (wait == 0)
            {
                PlanToWakeAt(long.MaxValue);
                Ask();
                wait = Timeout.Infinite;
            }
            else
            {
                PlanToWakeAt(plan);
                if (wheel.NextDueMicros != due)
                {
                    // The next moment changed, and the turn may not have seen this plan: plan again.
                    continue;
                }
            }

            if (WaitHandle.WaitAny(wakers, wait) == 0)
            {
                return;
            }
        }
    }

    private void PlanToWakeAt(long micros)
    {
        Volatile.Write(ref wakesAtMicros, micros);
        Interlocked.MemoryBarrier();
    }

    // The system waits in whole milliseconds. Rounding up keeps the thread from waking before the slot and spinning.
    private int MillisecondsUntil(long micros) => (int)Math.Max(0, (micros - wheel.NowMicros + 999) / 1_000);
}
