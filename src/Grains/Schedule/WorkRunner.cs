using System.Collections.Frozen;
using AudioRooms.Contracts;
using AudioRooms.Domain.Schedule;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AudioRooms.Grains.Schedule;

/// <summary>Does one piece of work and stores the result.</summary>
internal sealed partial class WorkRunner(
    ScheduleStore store,
    IEnumerable<IScheduledWorkHandler> handlers,
    IOptions<ScheduleOptions> options,
    [ProductClock] TimeProvider time,
    ScheduleMetrics metrics,
    ILogger<WorkRunner> logger)
{
    private readonly FrozenDictionary<string, IScheduledWorkHandler> handlers =
        handlers.ToFrozenDictionary(handler => handler.Kind, StringComparer.Ordinal);

    /// <summary>Does the work and what follows in its lane, as long as each piece succeeds and is due.</summary>
    /// <exception cref="System.Data.Common.DbException">The result could not be stored: the work will be done again.</exception>
    public async Task RunAsync(PendingWork work, CancellationToken stop)
    {
        var next = work;
        for (var count = 0; next is not null && next.TryAt <= time.GetUtcNow() && count < options.Value.LaneRunMax; count++)
        {
            if (!await TryAsync(next, stop) || stop.IsCancellationRequested)
            {
                return;
            }

            next = next.Work.Lane is { } lane ? await store.FirstOfAsync(lane) : null;
        }
    }

    private async Task<bool> TryAsync(PendingWork work, CancellationToken stop)
    {
        var (kind, key) = (work.Work.Kind, work.Work.Key);
        metrics.Begun(kind, time.GetUtcNow() - work.TryAt);
        try
        {
            // Measured by the machine's clock: work takes real time even where a test makes the schedule's clock jump.
            using var timeout = new CancellationTokenSource(options.Value.RunTimeMax, TimeProvider.System);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, timeout.Token);
            var handler = handlers.GetValueOrDefault(kind)
                ?? throw new InvalidOperationException($"This program cannot do scheduled work of kind '{kind}'.");
            await handler.RunAsync(work.Work, either.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The silo stops; another one continues.
            return false;
        }
        catch (Exception exception)
        {
            metrics.Failed(kind);
            var delay = RetryDelay.After(work.Failures + 1);
            LogFailed(exception, kind, key, work.Failures + 1, delay);
            await store.PostponeAsync(work, time.GetUtcNow() + delay, $"{exception.GetType().Name}: {exception.Message}");
            return false;
        }

        metrics.Done(kind);
        await store.RemoveAsync(work);
        return true;
    }

    [LoggerMessage(LogLevel.Warning, "Scheduled work {Kind} {Key} failed ({Failures} failures so far); the next attempt is in "
        + "{Delay}.")]
    private partial void LogFailed(Exception exception, string kind, string key, int failures, TimeSpan delay);
}
