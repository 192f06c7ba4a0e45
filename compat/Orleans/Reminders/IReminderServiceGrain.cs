namespace Orleans.Runtime.ReminderService;

/// <summary>
/// Ticks the reminders of the cluster. There is one activation, with key 0, which the directory keeps unique; every silo sees to it
/// that it runs. Upstream divides the reminders among the silos by hash instead: the same promise, spread wider.
/// </summary>
internal interface IReminderServiceGrain : IGrainWithIntegerKey
{
    /// <summary>Activates the service, which loads the table.</summary>
    Task StartAsync();

    Task<IGrainReminder> RegisterOrUpdateAsync(GrainId grainId, string reminderName, TimeSpan dueTime, TimeSpan period);

    Task UnregisterAsync(GrainId grainId, IGrainReminder reminder);

    Task<IGrainReminder?> GetAsync(GrainId grainId, string reminderName);

    Task<List<IGrainReminder>> GetAllAsync(GrainId grainId);
}
