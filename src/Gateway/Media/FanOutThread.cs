using AudioRooms.Gateway.Metrics;
using Microsoft.Extensions.Hosting;

namespace AudioRooms.Gateway.Media;

/// <summary>
/// Keeps the wheel's time on a thread of its own and turns it on the thread pool, one turn at a time. There a turn waits behind the writes of
/// the turn before: a process that cannot keep up turns more rarely, with more sound in each write, instead of piling up writes that nobody
/// has sent yet (ADR 16).
/// </summary>
internal sealed class FanOutThread(FanOutWheel wheel, GatewayMetrics metrics) : IHostedService, IThreadPoolWorkItem, IDisposable
{
    private readonly ManualResetEvent stopping = new(initialState: false);
    private readonly AutoResetEvent turned = new(initialState: false);
    private TimeSpan? untilNextSlot;
    private long allocated;
    private Thread? thread;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        thread = new Thread(Run) { Name = "fan-out", IsBackground = true };
        thread.Start();
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
        turned.Dispose();
    }

    void IThreadPoolWorkItem.Execute()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        untilNextSlot = wheel.Turn();
        allocated += GC.GetAllocatedBytesForCurrentThread() - before;
        metrics.FanOutAllocated(allocated);
        turned.Set();
    }

    private void Stop()
    {
        stopping.Set();
        thread?.Join();
        thread = null;
    }

    private void Run()
    {
        WaitHandle[] idle = [stopping, wheel.Awake];
        while (true)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            turned.WaitOne();

            // The system waits in whole milliseconds; rounding up keeps the wheel from spinning before its slot.
            var isStopping = untilNextSlot is { } wait
                ? stopping.WaitOne((int)Math.Ceiling(wait.TotalMilliseconds))
                : WaitHandle.WaitAny(idle) == 0;
            if (isStopping)
            {
                return;
            }
        }
    }
}
