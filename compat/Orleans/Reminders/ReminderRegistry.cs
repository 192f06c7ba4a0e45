using Microsoft.Extensions.Options;
using Orleans.Hosting;
using Orleans.Timers;

namespace Orleans.Runtime.ReminderService;

/// <summary>Checks what a grain asks for and passes it to the service that ticks.</summary>
internal sealed class ReminderRegistry(IGrainFactory grainFactory, IOptions<ReminderOptions> options) : IReminderRegistry
{
    private IReminderServiceGrain Service => grainFactory.GetGrain<IReminderServiceGrain>(0);

    public Task<IGrainReminder> RegisterOrUpdateReminder(GrainId callingGrainId, string reminderName, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentException.ThrowIfNullOrEmpty(reminderName);
        ThrowIfNotASpan(dueTime, nameof(dueTime));
        ThrowIfNotASpan(period, nameof(period));
        var minimum = options.Value.MinimumReminderPeriod;
        if (period < minimum)
        {
            throw new ArgumentException(
                $"Reminder {reminderName} cannot have a period of {period}: the shortest is {minimum} (ReminderOptions.MinimumReminderPeriod).");
        }

        return Service.RegisterOrUpdateAsync(callingGrainId, reminderName, dueTime, period);
    }

    public Task UnregisterReminder(GrainId callingGrainId, IGrainReminder reminder)
    {
        ArgumentNullException.ThrowIfNull(reminder);
        return Service.UnregisterAsync(callingGrainId, reminder);
    }

    public Task<IGrainReminder?> GetReminder(GrainId callingGrainId, string reminderName)
    {
        ArgumentException.ThrowIfNullOrEmpty(reminderName);
        return Service.GetAsync(callingGrainId, reminderName);
    }

    public Task<List<IGrainReminder>> GetReminders(GrainId callingGrainId) => Service.GetAllAsync(callingGrainId);

    private static void ThrowIfNotASpan(TimeSpan value, string parameter)
    {
        if (value < TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(parameter, value, "A reminder has neither a negative nor an infinite time.");
        }
    }
}
