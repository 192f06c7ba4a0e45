using AudioRooms.Gateway.Metrics;
using Microsoft.Extensions.Hosting;

namespace AudioRooms.Gateway.Media;

/// <summary>
/// Turns the wheel on a thread of its own: the thread pool's queue is longest just when the fan-out is busiest, and a tick that
/// waits behind a thousand socket completions is late for everybody.
/// </summary>
internal sealed class FanOutThread(FanOutWheel wheel, GatewayMetrics metrics) : IHostedService, IDisposable
{
    private readonly ManualResetEvent stopping = new(initialState: false);
    private Thread? thread;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        thread = new Thread(Run) { Name = "fan-out", IsBackground = true };
        thread.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        stopping.Set();
        thread?.Join();
        thread = null;
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        stopping.Set();
        thread?.Join();
        stopping.Dispose();
    }

    private void Run()
    {
        WaitHandle[] idle = [stopping, wheel.Awake];
        while (true)
        {
            var untilNextSlot = wheel.Turn();
            metrics.FanOutAllocated(GC.GetAllocatedBytesForCurrentThread());

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
