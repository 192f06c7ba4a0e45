using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using Orleans.Hosting;

namespace Orleans.Runtime.ReminderService;

/// <inheritdoc cref="IReminderServiceGrain"/>
[KeepAlive]
[Reentrant]
internal sealed partial class ReminderServiceGrain(
    IReminderTable table, IOptions<ReminderOptions> options, ReminderClock clock, ILogger<ReminderServiceGrain> logger)
    : Grain, IReminderServiceGrain, IDisposable
{
    private readonly Dictionary<(GrainId GrainId, string Name), LocalReminder> reminders = [];
    private readonly CancellationTokenSource stopped = new();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await LoadAsync();
        _ = RefreshRegularlyAsync();
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        stopped.Cancel();
        foreach (var reminder in reminders.Values)
        {
            reminder.Dispose();
        }

        reminders.Clear();
        return Task.CompletedTask;
    }

    public void Dispose() => stopped.Dispose();

    public Task StartAsync() => Task.CompletedTask;

    public async Task<IGrainReminder> RegisterOrUpdateAsync(GrainId grainId, string reminderName, TimeSpan dueTime, TimeSpan period)
    {
        var entry = new ReminderEntry
        {
            GrainId = grainId, ReminderName = reminderName, StartAt = clock.UtcNow + dueTime, Period = period,
        };
        entry.ETag = await table.UpsertRow(entry)
            ?? throw new ReminderException($"The reminder table did not take reminder {reminderName} of grain {grainId}.");
        Run(entry);
        return ToGrainReminder(entry);
    }

    public async Task UnregisterAsync(GrainId grainId, IGrainReminder reminder)
    {
        if (reminder is not GrainReminder registered)
        {
            throw new ArgumentException($"{reminder.GetType()} is not a reminder that this service made.", nameof(reminder));
        }

        if (!await table.RemoveRow(registered.GrainId, registered.ReminderName, registered.ETag))
        {
            throw new ReminderException(
                $"Reminder {registered.ReminderName} of grain {registered.GrainId} was removed or registered anew since it was read.");
        }

        Forget((registered.GrainId, registered.ReminderName));
    }

    public async Task<IGrainReminder?> GetAsync(GrainId grainId, string reminderName) =>
        await table.ReadRow(grainId, reminderName) is { } entry ? ToGrainReminder(entry) : null;

    public async Task<List<IGrainReminder>> GetAllAsync(GrainId grainId)
    {
        var rows = await table.ReadRows(grainId);
        return rows.Reminders.Select(IGrainReminder (entry) => ToGrainReminder(entry)).ToList();
    }

    private static GrainReminder ToGrainReminder(ReminderEntry entry) => new(entry.GrainId, entry.ReminderName, entry.ETag!);

    private async Task RefreshRegularlyAsync()
    {
        var stop = stopped.Token;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await clock.DelayAsync(options.Value.RefreshReminderListPeriod, stop);
                await LoadAsync();
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                // What is loaded goes on ticking; the next refresh tries again.
                LogRefreshFailed(logger, failure);
            }
        }
    }

    /// <summary>Takes over what the table says, for the reminders that are due within the loading window.</summary>
    private async Task LoadAsync()
    {
        var before = reminders.ToDictionary(static one => one.Key, static one => one.Value);
        var rows = await table.ReadRows(0, 0);
        var horizon = clock.UtcNow + options.Value.ReminderLoadingWindow;
        foreach (var entry in rows.Reminders)
        {
            var key = (entry.GrainId, entry.ReminderName);
            before.Remove(key, out var known);
            var current = reminders.GetValueOrDefault(key);
            var changedMeanwhile = !ReferenceEquals(current, known);
            if (!changedMeanwhile && current?.Entry.ETag != entry.ETag && LocalReminder.NextTick(entry, clock.UtcNow) <= horizon)
            {
                Run(entry);
            }
        }

        foreach (var (key, gone) in before)
        {
            if (ReferenceEquals(reminders.GetValueOrDefault(key), gone))
            {
                Forget(key);
            }
        }

        LogLoaded(logger, reminders.Count, rows.Reminders.Count);
    }

    private void Run(ReminderEntry entry)
    {
        var key = (entry.GrainId, entry.ReminderName);
        Forget(key);
        var reminder = new LocalReminder(entry, clock, options.Value.ReminderLoadingWindow);
        reminders[key] = reminder;
        _ = TickAsync(key, reminder);
    }

    private void Forget((GrainId GrainId, string Name) key)
    {
        if (reminders.Remove(key, out var reminder))
        {
            reminder.Dispose();
        }
    }

    /// <summary>
    /// The life of one loaded reminder, as turns of this grain: the next tick waits until the last was handled, and ticks that came due
    /// meanwhile are skipped.
    /// </summary>
    private async Task TickAsync((GrainId GrainId, string Name) key, LocalReminder reminder)
    {
        var grain = GrainFactory.GetGrain<IRemindable>(key.GrainId);
        while (await reminder.WaitForTickAsync())
        {
            try
            {
                await grain.ReceiveReminder(key.Name, new TickStatus(reminder.Entry.StartAt, reminder.Entry.Period, clock.UtcNow));
            }
            catch (Exception failure)
            {
                LogTickFailed(logger, failure, key.Name, key.GrainId);
            }
        }

        // It ended by itself when its next tick is beyond the window: a later refresh loads it again.
        if (ReferenceEquals(reminders.GetValueOrDefault(key), reminder))
        {
            Forget(key);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Loaded} of {Total} reminders are loaded")]
    private static partial void LogLoaded(ILogger logger, int loaded, int total);

    [LoggerMessage(Level = LogLevel.Error, Message = "The reminder table could not be read again")]
    private static partial void LogRefreshFailed(ILogger logger, Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "Reminder {ReminderName} of grain {GrainId} failed; its next tick is on schedule")]
    private static partial void LogTickFailed(ILogger logger, Exception failure, string reminderName, GrainId grainId);
}
