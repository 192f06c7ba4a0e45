using AudioRooms.Contracts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using Orleans.Timers;

namespace AudioRooms.Grains.Schedule;

/// <summary>Does the work that is due. The cluster has one activation; its timer sleeps until the next due time, at most for the
/// poll period. The start of a silo wakes it, and so does a reminder, because the silo that ran it may be gone. Reentrant,
/// because it is woken while work runs.</summary>
[Reentrant]
internal sealed partial class SchedulerGrain(
    ScheduleStore store,
    WorkRunner runner,
    IOptions<ScheduleOptions> options,
    [ProductClock] TimeProvider time,
    ScheduleMetrics metrics,
    ILogger<SchedulerGrain> logger)
    : Grain, ISchedulerGrain, IRemindable, IDisposable
{
    private const string ReminderName = "wake";

    // The shortest period that Orleans permits.
    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, Task> running = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource stop = new();
    private TaskCompletionSource woken = new();
    private IGrainTimer timer = null!;
    private Task round = Task.CompletedTask;
    private bool isWorking;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        timer = this.RegisterGrainTimer(
            BeginRoundAsync,
            new GrainTimerCreationOptions(TimeSpan.Zero, options.Value.PollPeriod) { KeepAlive = true, Interleave = true });

        // A host without reminders relies on the start of the silo alone.
        if (ServiceProvider.GetService<IReminderRegistry>() is not null)
        {
            await this.RegisterOrUpdateReminder(ReminderName, ReminderPeriod, ReminderPeriod, cancellationToken);
        }
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await stop.CancelAsync();

        // Work that does not stop in time is done again by another activation.
        await Task.WhenAny(EndAsync(), Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken));
    }

    public void Dispose() => stop.Dispose();

    public Task WakeAsync()
    {
        woken.TrySetResult();
        if (!isWorking)
        {
            timer.Change(TimeSpan.Zero, options.Value.PollPeriod);
        }

        return Task.CompletedTask;
    }

    public Task ReceiveReminder(string reminderName, TickStatus status) => WakeAsync();

    // The turn ends while the work continues. Orleans ends an activation only between turns, so within a turn the work would
    // never learn that it must stop.
    private Task BeginRoundAsync(CancellationToken cancellationToken)
    {
        if (!isWorking)
        {
            round = WorkAsync();
        }

        return Task.CompletedTask;
    }

    private async Task WorkAsync()
    {
        isWorking = true;
        timer.Change(Timeout.InfiniteTimeSpan, options.Value.PollPeriod);
        try
        {
            while (!stop.IsCancellationRequested)
            {
                woken = new TaskCompletionSource();
                var delay = await BeginDueAsync();
                if (running.Count > 0)
                {
                    // No timer keeps the activation alive meanwhile; the wait is at most the poll period.
                    DelayDeactivation(2 * options.Value.PollPeriod);
                    await WaitAsync(delay);
                }
                else if (!woken.Task.IsCompleted)
                {
                    timer.Change(delay, options.Value.PollPeriod);
                    return;
                }
            }
        }
        catch (Exception exception)
        {
            LogStorageFailed(exception, options.Value.PollPeriod);
            timer.Change(options.Value.PollPeriod, options.Value.PollPeriod);
        }
        finally
        {
            isWorking = false;
        }
    }

    private async Task EndAsync()
    {
        await round;
        await Task.WhenAll(running.Values);
    }

    /// <summary>Starts the due work as far as the concurrency permits, and returns how long no more will be due.</summary>
    private async Task<TimeSpan> BeginDueAsync()
    {
        foreach (var (track, task) in running.Where(entry => entry.Value.IsCompleted).ToList())
        {
            running.Remove(track);

            // Storage failed: the timer tries again after the poll period.
            await task;
        }

        // Running work is still in the table, so it is read too.
        var next = await store.NextAsync(options.Value.ConcurrencyMax + running.Count + 1);
        var now = time.GetUtcNow();
        metrics.Overdue(next is [var oldest, ..] && oldest.Work.DueAt < now ? now - oldest.Work.DueAt : TimeSpan.Zero);
        foreach (var work in next.Where(work => !running.ContainsKey(work.Track)))
        {
            if (work.TryAt > now)
            {
                return work.TryAt - now < options.Value.PollPeriod ? work.TryAt - now : options.Value.PollPeriod;
            }

            if (running.Count >= options.Value.ConcurrencyMax)
            {
                break;
            }

            running.Add(work.Track, runner.RunAsync(work, stop.Token));
        }

        return options.Value.PollPeriod;
    }

    private async Task WaitAsync(TimeSpan delay)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        await Task.WhenAny([.. running.Values, woken.Task, Task.Delay(delay, time, over.Token)]);
        await over.CancelAsync();
    }
}
