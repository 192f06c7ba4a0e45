namespace Orleans.Hosting;

/// <summary>How reminders are kept and ticked. The defaults are upstream's.</summary>
public sealed class ReminderOptions
{
    /// <summary>A shorter period is refused: every tick costs a call and may activate a grain. Use a timer for what is frequent.</summary>
    public TimeSpan MinimumReminderPeriod { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How often the table is read again, for reminders that others put there and those that come into the window.</summary>
    public TimeSpan RefreshReminderListPeriod { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Only reminders whose next tick is at most this far away are kept in memory.</summary>
    public TimeSpan ReminderLoadingWindow { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a starting silo tries to reach the table.</summary>
    public TimeSpan InitializationTimeout { get; set; } = TimeSpan.FromMinutes(5);
}

/// <summary>Refuses options with which reminders would be lost or late.</summary>
internal sealed class ReminderOptionsValidator(Microsoft.Extensions.Options.IOptions<ReminderOptions> options) : IConfigurationValidator
{
    public void ValidateConfiguration()
    {
        var value = options.Value;
        if (value.MinimumReminderPeriod < TimeSpan.Zero)
        {
            throw new OrleansConfigurationException($"ReminderOptions.MinimumReminderPeriod must not be negative; it is {value.MinimumReminderPeriod}.");
        }

        if (value.RefreshReminderListPeriod <= TimeSpan.Zero || value.ReminderLoadingWindow < value.RefreshReminderListPeriod)
        {
            throw new OrleansConfigurationException(
                $"ReminderOptions: 0 < RefreshReminderListPeriod ({value.RefreshReminderListPeriod}) <= ReminderLoadingWindow "
                + $"({value.ReminderLoadingWindow}) is required, else reminders would come late.");
        }
    }
}
