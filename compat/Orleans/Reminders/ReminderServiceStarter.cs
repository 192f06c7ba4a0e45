using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Hosting;

namespace Orleans.Runtime.ReminderService;

/// <summary>
/// Opens the table when the silo starts, then keeps the cluster's reminder service running: if the silo that runs it is lost, the next
/// call from here, at most <see cref="WatchPeriod"/> later, activates it on another one.
/// </summary>
internal sealed partial class ReminderServiceStarter(
    IReminderTable table,
    IGrainFactory grainFactory,
    IOptions<ReminderOptions> options,
    ReminderClock clock,
    ILogger<ReminderServiceStarter> logger) : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private static readonly TimeSpan WatchPeriod = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource stopped = new();

    public void Participate(ISiloLifecycle lifecycle)
    {
        lifecycle.Subscribe($"{nameof(ReminderServiceStarter)}.Table", ServiceLifecycleStage.ApplicationServices, OpenTableAsync, CloseTableAsync);
        lifecycle.Subscribe($"{nameof(ReminderServiceStarter)}.Service", ServiceLifecycleStage.Active, StartServiceAsync, StopWatchingAsync);
    }

    public void Dispose() => stopped.Dispose();

    private Task OpenTableAsync(CancellationToken cancellationToken) =>
        table.StartAsync(cancellationToken).WaitAsync(options.Value.InitializationTimeout, TimeProvider.System, cancellationToken);

    private Task CloseTableAsync(CancellationToken cancellationToken) => table.StopAsync(cancellationToken);

    private async Task StartServiceAsync(CancellationToken cancellationToken)
    {
        await grainFactory.GetGrain<IReminderServiceGrain>(0).StartAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        _ = WatchAsync();
    }

    private Task StopWatchingAsync(CancellationToken cancellationToken) => stopped.CancelAsync();

    private async Task WatchAsync()
    {
        var stop = stopped.Token;
        using var timer = clock.Every(WatchPeriod);
        try
        {
            while (await timer.WaitForNextTickAsync(stop).ConfigureAwait(false))
            {
                try
                {
                    await grainFactory.GetGrain<IReminderServiceGrain>(0).StartAsync().ConfigureAwait(false);
                }
                catch (Exception failure) when (!stop.IsCancellationRequested)
                {
                    LogNotRunning(logger, failure, WatchPeriod);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The silo stops.
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The reminder service does not answer; trying again in {Period}")]
    private static partial void LogNotRunning(ILogger logger, Exception failure, TimeSpan period);
}
