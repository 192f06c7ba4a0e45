using AudioRooms.Gateway.Metrics;
using Microsoft.Extensions.Hosting;

namespace AudioRooms.Gateway.Media;

/// <summary>
/// Keeps the wheel's time on a thread of its own and turns it on the thread pool, one turn at a time. There a turn waits behind the writes of
/// the turn before: a process that cannot keep up turns more rarely, with more sound in each write, instead of piling up writes that nobody
/// has sent yet (ADR 16).
/// </summary>
internal sealed class FanOutThread : IHostedService, IThreadPoolWorkItem, IDisposable
{
    private readonly FanOutWheel wheel;
    private readonly GatewayMetrics metrics;
    private readonly ManualResetEvent stopping = new(initialState: false);
    private readonly AutoResetEvent turned = new(initialState: false);
    private readonly WaitHandle[] wakers;
    private long allocated;
    private Thread? thread;

    public FanOutThread(FanOutWheel wheel, GatewayMetrics metrics)
    {
        this.wheel = wheel;
        this.metrics = metrics;
        wakers = [stopping, wheel.Awake];
    }

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
        wheel.Turn();
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
        do
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            turned.WaitOne();
        }
        while (SleepUntilDue());
    }

    /// <returns>False if it is time to stop.</returns>
    private bool SleepUntilDue()
    {
        while (true)
        {
            // The system waits in whole milliseconds; rounding up keeps the wheel from spinning before its slot.
            var wait = wheel.UntilDue is { } due ? (int)Math.Ceiling(due.TotalMilliseconds) : Timeout.Infinite;
            switch (WaitHandle.WaitAny(wakers, wait))
            {
                case WaitHandle.WaitTimeout:
                    return true;
                case 0:
                    return false;
            }
        }
    }
}
