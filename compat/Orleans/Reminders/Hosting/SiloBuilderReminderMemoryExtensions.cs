using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime.ReminderService;

namespace Orleans.Hosting;

public static class SiloBuilderReminderMemoryExtensions
{
    /// <summary>Keeps the reminders in memory: they are lost with the silo that runs the service.</summary>
    public static ISiloBuilder UseInMemoryReminderService(this ISiloBuilder builder)
    {
        builder.AddReminders();
        builder.Services.AddSingleton<IReminderTable, InMemoryReminderTable>();
        return builder;
    }
}
